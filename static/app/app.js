// Det, der ikke kan stå i skabelonerne: fokus efter en udskiftning, fejl på nettet og designsystemets dele i nyt indhold.
"use strict";

DKFDS.init();

const meddelelser = () => document.getElementById("meddelelser");

function sigFejl(tekst) {
  const boks = document.createElement("div");
  boks.className = "alert alert-error alert--paragraph";
  boks.setAttribute("role", "alert");
  const krop = document.createElement("div");
  krop.className = "alert-body";
  const afsnit = document.createElement("p");
  afsnit.className = "alert-text";
  afsnit.textContent = tekst;
  krop.append(afsnit);
  boks.append(krop);
  meddelelser()?.replaceChildren(boks);
}

// Fokus må ikke falde til siden, når det, der havde det, er udskiftet: samme element igen, ellers rækkens titel.
// Det nye kan selv bede om fokus; er der fejl i det, er det dem, der læses først.
const titel = (raekke) => raekke?.querySelector(".opgave-titel a, .tavlekort-titel");
let fokusFoer = "";
let raekkeFoer = "";
document.addEventListener("htmx:before:request", () => {
  fokusFoer = document.activeElement?.id || "";
  raekkeFoer = document.activeElement?.closest("[data-raekke]")?.id || "";
});

// htmx fører et felts style over på det nye felt med samme id, og det forbyder CSP; den er der, når nogen har trukket i feltet.
document.addEventListener("htmx:before:swap", (haendelse) => {
  const felter = haendelse.detail?.ctx?.target?.querySelectorAll?.("[style]:is(input, select, textarea)") ?? [];
  for (const felt of felter) felt.removeAttribute("style");
});

// En ændring, der blev gemt, gør ikke kortets andre formularer gamle. Svaret siger fra hvilken udgave til hvilken; en
// formular fra en ældre udgave bliver stående, for den viser ikke det, en anden har ændret imens.
function delUdgaven(skift) {
  const [fra, til] = (skift ?? "").split(" ");
  if (!til) return;
  for (const felt of document.querySelectorAll(".opgavekort input[name=udgave]")) {
    if (felt.value === fra) felt.value = til;
  }
}

document.addEventListener("htmx:after:swap", (haendelse) => {
  delUdgaven(haendelse.detail?.ctx?.response?.headers?.get("Udgaveskift"));
  const aabnet = document.querySelector("[data-fokus]");
  if (aabnet) {
    aabnet.removeAttribute("data-fokus");
    (aabnet.closest("[data-raekke]")?.querySelector("#fejloversigt") ?? aabnet).focus();
  } else if (document.activeElement === document.body) {
    const foldede = document.getElementById(haendelse.detail?.ctx?.target?.id ?? "")?.closest(".details-text");
    const foerste = foldede?.querySelector("input:not([type=hidden]), select, textarea, button");
    if (foerste) return foerste.focus();
    const raekke = document.getElementById(raekkeFoer);
    (document.getElementById(fokusFoer) || titel(raekke) || raekke?.querySelector("a, button, input:not([type=hidden])"))?.focus();
  }
});

// Et flueben, der ikke blev gemt, må ikke blive stående: dets række er der stadig, når intet er skiftet ud.
document.addEventListener("htmx:finally:request", (haendelse) => {
  const form = haendelse.detail?.ctx?.sourceElement;
  if (form?.isConnected && form.matches?.("form.opgave-flueben, .udrulning form")) form.reset();
});

// Listens spørgsmål efter andres ændringer (liste.js) gemmer intet, så når det ikke kan svares på, er intet gået galt.
const erSpoergsmaal = (haendelse) => haendelse.detail?.ctx?.sourceElement?.id === "nyt";

// Er man logget ud, åbnes login i en anden fane. Bagefter gælder sidens gamle nøgle ikke mere; browserens egen gør.
function brugNyNoegle() {
  const noegle = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (!noegle || !document.getElementById("logget-ud")) return;
  for (const felt of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) felt.value = noegle;
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": noegle }));
}
for (const navn of ["click", "submit", "change"]) document.addEventListener(navn, brugNyNoegle, true);

// En side, der selv spørger efter nyt, siger det kun én gang.
document.addEventListener("htmx:before:swap", (haendelse) => {
  const { request, response } = haendelse.detail?.ctx ?? {};
  if (response?.status !== 401) return;
  if (request?.method === "GET" && document.getElementById("logget-ud")) haendelse.preventDefault();
});

// Det, der lykkes, er gjort af én, der er logget ind.
document.addEventListener("htmx:after:swap", (haendelse) => {
  if ((haendelse.detail?.ctx?.response?.status ?? 500) < 400) document.getElementById("logget-ud")?.remove();
});

document.addEventListener("htmx:response:error", (haendelse) => {
  if (!erSpoergsmaal(haendelse) && (haendelse.detail?.ctx?.response?.status ?? 500) >= 500) {
    sigFejl("Der skete en fejl hos os, og ændringen er ikke gemt. Prøv igen om lidt.");
  }
});
document.addEventListener("htmx:error", (haendelse) => {
  if (erSpoergsmaal(haendelse)) return;
  sigFejl("Der er ingen forbindelse til serveren. Ændringen er ikke gemt. Prøv igen, når du er på nettet.");
});

// En ny side med en meddelelse: den læses op, når skærmlæseren har nået at se liveregionen, og tastaturet begynder ved indholdet.
const hilsen = [...document.querySelectorAll("#meddelelser .alert-text")].map((tekst) => tekst.textContent.trim()).join(" ");
if (hilsen) {
  if (!location.hash && document.activeElement === document.body) document.getElementById("main-content").focus({ preventScroll: true });
  setTimeout(() => (document.getElementById("opraab").textContent = hilsen), 200);
}

document.getElementById("fejloversigt")?.focus();
