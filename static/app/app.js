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

// En ændring, der blev gemt, gør ikke kortets andre formularer gamle: den nye udgave gælder dem alle.
function delUdgaven() {
  const felter = [...document.querySelectorAll(".opgavekort input[name=udgave]")];
  const nyeste = Math.max(...felter.map((felt) => Number(felt.value)));
  for (const felt of felter) felt.value = nyeste;
}

document.addEventListener("htmx:after:swap", (haendelse) => {
  if ((haendelse.detail?.ctx?.response?.status ?? 500) < 400) delUdgaven();
  const aabnet = document.querySelector("[data-fokus]");
  if (aabnet) {
    aabnet.removeAttribute("data-fokus");
    aabnet.focus();
  } else if (document.activeElement === document.body) {
    const raekke = document.getElementById(raekkeFoer);
    (document.getElementById(fokusFoer) || titel(raekke) || raekke?.querySelector("a, button, input:not([type=hidden])"))?.focus();
  }
});

// Et flueben, der ikke blev gemt, må ikke blive stående: dets række er der stadig, når intet er skiftet ud.
document.addEventListener("htmx:finally:request", (haendelse) => {
  const form = haendelse.detail?.ctx?.sourceElement;
  if (form?.isConnected && form.matches?.("form.opgave-flueben")) form.reset();
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

// Efter en hel side læses først, hvad der gik galt, ellers hvad der er gjort; en adresse med # har selv sit mål.
const besked = location.hash ? null : meddelelser()?.querySelector(".alert");
besked?.setAttribute("tabindex", "-1");
(document.getElementById("fejloversigt") || besked)?.focus();
