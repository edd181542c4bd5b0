"""Hvad tallene betyder. Den samme tekst står bag tallets »?« og på hjælpesiden."""

from opgaver.listen import SNART_DAGE

DEFINITIONER = {
    "fremdrift": (
        "Fremdrift",
        "Fuldførte opgaver ud af alle katalogets opgaver i planen. Ikke relevante opgaver og opgaver, der er "
        "udgået af kataloget, tælles ikke med, og kommunens egne, lokale opgaver står for sig. Procenten er rundet "
        "ned, så 100 % først står der, når alt er fuldført. En streg betyder, at der ikke er noget at tælle.",
    ),
    "over_tid": (
        "Over tid",
        "Åbne opgaver, hvis frist er overskredet. En opgave er først over tid dagen efter sin frist.",
    ),
    "snart": (
        "Forfalder snart",
        f"Åbne opgaver med frist i dag eller inden for de næste {SNART_DAGE} dage.",
    ),
    "uden_ansvarlig": (
        "Uden ansvarlig",
        "Åbne opgaver, som ingen plads i projektet svarer for endnu.",
    ),
    "dage_til": (
        "Dage til",
        "Kalenderdage fra i dag til datoen. Idriftsættelse er dagen, løsningen er teknisk klar; go-live er "
        "dagen, medarbejderne begynder at bruge den.",
    ),
    "fremgang": (
        "Fremgang",
        "Hvor stor en del af vejen fra baseline til mål den seneste eftermåling viser. Ved 100 % er målet "
        "nået; et negativt tal betyder, at det er gået den forkerte vej.",
    ),
    "kommunens_fase": (
        "Fase",
        "Den fase, kommunen selv har besluttet, at projektet er i. Den skifter ved en faseovergang, ikke af sig selv.",
    ),
}
