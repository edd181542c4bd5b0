"""De ord, man møder mest, forklaret kort."""

ORDLISTE = {
    "Ansvarlig": "Den plads i projektet, der svarer for, at en opgave bliver løst.",
    "Anbefalet udfører": "Den rolle, kataloget foreslår til at løse opgaven. I bestemmer selv.",
    "Arbejdsdag": "Mandag til fredag undtagen helligdage og kommunens egne lukkedage. En beregnet frist, der falder "
    "på en fridag, rykker til arbejdsdagen før.",
    "Baseline": "Målingen før løsningen tages i brug. Det er den, en gevinst bliver holdt op imod.",
    "Eftermåling": "En måling et antal måneder efter go-live, som viser, om gevinsten er kommet.",
    "Fase": "Et af projektets trin, fx Forberedelse. En delfase, fx Klargøring, hører til en fase.",
    "Faseovergang": "Beslutningen om at gå fra én fase til den næste på grundlag af en tjekliste.",
    "Fremdrift": "Hvor mange af planens opgaver der er fuldført.",
    "Frist": "Den dag, en opgave senest skal være løst, oftest regnet ud fra idriftsættelse eller go-live.",
    "Frysperiode": "Et tidsrum, hvor I arbejder, men hvor intet bør forfalde. En frist dér bliver mærket.",
    "Gevinst": "En virkning, løsningen skal give jer: økonomisk råderum, kvalitet, service eller trivsel.",
    "Gevinstejer": "Den, der svarer for, at en gevinst kommer, og som måler den.",
    "Go-live": "Dagen, medarbejderne begynder at arbejde i løsningen.",
    "Hovedopgave": "En gruppe af opgaver, der hører sammen, fx Kommunikation. Kaldes også tema.",
    "Hyper-care": "De første 7-10 arbejdsdage efter go-live, hvor der er ekstra hjælp til brugerne.",
    "Idriftsættelse": "Når løsningen bliver teknisk klar. Det sker før go-live.",
    "Katalog": "De opgaver, løsningens udgiver har skrevet. Teksten er ens for alle kommuner.",
    "Katalogversion": "En udgave af kataloget. Når den er udgivet, ændres den ikke mere.",
    "Lukkedage": "Dage, hvor kommunen holder lukket. En beregnet frist rykker til arbejdsdagen før.",
    "Opgradering": "At tage en nyere katalogversion med i jeres plan. Det, I selv har skrevet og sat, bliver stående.",
    "Overdragelse": "At give en persons pladser videre til en anden, som kvitterer. Opgaverne følger pladsen.",
    "Personliste": "Kommunens personer og deres rettigheder. Administratoren bekræfter den én gang i kvartalet.",
    "Plads": "En rolle i projektet, besat af en person eller ledig. Opgaver gives til pladsen, så de følger "
    "med, når en ny person overtager den.",
    "Projekt": "Jeres kommunes arbejde med at indføre én løsning.",
    "Styregruppe": "Dem, der følger projektet og beslutter faseovergange.",
    "Tjekpunkt": "En opgave eller et spørgsmål, der skal være på plads før en faseovergang.",
    "Udfører": "Den plads, der løser opgaven i praksis. Det er den, der får påmindelser først.",
    "Varsling": "Besked fra løsningens ejer om, at bølgens datoer er flyttet. Projektlederen kvitterer for den.",
}
