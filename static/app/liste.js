// Andres ændringer sættes ind i den åbne liste. Det, nogen er i gang med, røres ikke: hverken fokus eller det skrevne.
"use strict";

(() => {
  const spoerger = () => document.getElementById("nyt");
  const meddelelser = () => document.getElementById("nyt-meddelelser");
  const erSpoerger = (haendelse) => haendelse.detail?.ctx?.sourceElement?.id === "nyt";
  let stoppet = false;

  document.addEventListener("htmx:before:request", (haendelse) => {
    if (erSpoerger(haendelse) && (document.hidden || stoppet)) haendelse.preventDefault();
  });

  // Er personen logget ud, må svaret ikke føre siden væk fra det, der er skrevet.
  document.addEventListener("htmx:before:response", (haendelse) => {
    const svar = haendelse.detail?.ctx?.response;
    if (!erSpoerger(haendelse) || (svar.status < 300 && !svar.headers.get("HX-Redirect"))) return;
    haendelse.preventDefault();
    if (svar.status >= 500) return;
    stoppet = true;
    sig("Du er logget ud, eller projektet kan ikke ses mere. Andres ændringer vises ikke længere.", "Hent siden igen");
  });

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && spoerger()) htmx.trigger(spoerger(), "nyt");
  });

  document.addEventListener("htmx:after:swap", () => {
    rydOp();
    const svar = spoerger();
    if (!svar || svar.dataset.laest) return;
    svar.dataset.laest = "ja";
    const mange = svar.dataset.mange && `${svar.dataset.mange} opgaver er ændret.`;
    const beskeder = [svar.dataset.projektet, mange].filter(Boolean);
    for (const besked of beskeder) sig(besked, "Hent listen igen");
    const sagt = [...beskeder, ...[...svar.querySelectorAll("template")].map(saetInd).filter(Boolean)];
    if (sagt.length) document.getElementById("opraab").textContent = sagt.join(" ");
  });

  function saetInd(skabelon) {
    const ny = skabelon.content.firstElementChild;
    const gammel = document.getElementById(ny.id);
    if (!gammel) return nyRaekke(ny);
    if (gammel.dataset.aftryk === ny.dataset.aftryk) return "";
    const saetning = skabelon.dataset.saetning;
    if (erIBrug(gammel)) return venter(gammel, ny, saetning);
    skift(gammel, ny);
    return saetning;
  }

  // En åbnet række har ikke noget aftryk; den lukkes kun af den, der åbnede den.
  const erAaben = (raekke) => !raekke.dataset.aftryk;
  const erIBrug = (raekke) => erAaben(raekke) || raekke.contains(document.activeElement);

  function skift(gammel, ny) {
    const forklaring = ny.querySelector(".hvorfor");
    if (forklaring) forklaring.open = Boolean(gammel.querySelector(".hvorfor[open]"));
    const kolonne = document.getElementById(ny.dataset.kolonne ?? "");
    if (kolonne && kolonne !== gammel.parentElement) {
      gammel.remove();
      kolonne.append(ny);
      taelKolonner();
    } else {
      gammel.replaceWith(ny);
    }
    htmx.process(ny);
  }

  function taelKolonner() {
    for (const tal of document.querySelectorAll("[data-tael]")) {
      tal.textContent = document.getElementById(tal.dataset.tael).children.length;
    }
  }

  // Den samme ændring kan komme i flere svar; den siges én gang.
  const sagte = new Set();
  function nyRaekke(ny) {
    if (ny.dataset.ude || sagte.has(ny.dataset.aftryk)) return "";
    sagte.add(ny.dataset.aftryk);
    sig("Der er kommet opgaver, som passer til filteret.", "Hent listen igen");
    return "Der er kommet opgaver, som passer til filteret.";
  }

  function venter(gammel, ny, saetning) {
    if (!saetning || gammel.dataset.venter === ny.dataset.aftryk) return "";
    gammel.dataset.venter = ny.dataset.aftryk;
    if (erAaben(gammel)) {
      const adresse = ny.querySelector("a").href;
      sig(`${saetning} Det, du er ved at skrive, står her stadig.`, "Se ændringen i en ny fane", { adresse, ny });
      return saetning;
    }
    const handling = () => {
      const nu = document.getElementById(ny.id);
      if (!nu || erAaben(nu)) return;
      skift(nu, ny);
      ny.querySelector("a")?.focus();
      rydOp();
    };
    sig(saetning, "Vis", { handling, ny });
    return saetning;
  }

  // En linje om en række siger ikke mere noget, når rækken viser det.
  function rydOp() {
    for (const linje of [...meddelelser().children]) {
      const raekke = document.getElementById(linje.dataset.raekke ?? "");
      if (raekke && raekke.dataset.aftryk === linje.dataset.aftryk) linje.remove();
    }
  }

  // En stille linje nederst i vinduet med det, der kan gøres; uden adresse eller handling er det at hente siden igen.
  function sig(tekst, knap, { adresse = "", handling = null, ny = null } = {}) {
    for (const linje of [...meddelelser().children]) {
      if (linje.dataset.tekst === tekst || (ny && linje.dataset.raekke === ny.id)) linje.remove();
    }
    const linje = document.createElement("p");
    linje.className = "nyt-linje";
    linje.dataset.tekst = tekst;
    if (ny) Object.assign(linje.dataset, { raekke: ny.id, aftryk: ny.dataset.aftryk });
    linje.append(tekst, handling ? knapTil(knap, handling) : linkTil(knap, adresse), knapTil("Luk", () => linje.remove()));
    meddelelser().append(linje);
    if (meddelelser().children.length > 3) meddelelser().firstElementChild.remove();
  }

  function knapTil(tekst, handling) {
    const knap = Object.assign(document.createElement("button"), { type: "button", className: "function-link", textContent: tekst });
    knap.addEventListener("click", handling);
    return knap;
  }

  function linkTil(tekst, adresse) {
    const link = Object.assign(document.createElement("a"), { className: "function-link", textContent: tekst });
    link.href = adresse || location.pathname + location.search;
    if (adresse) Object.assign(link, { target: "_blank", rel: "noopener" });
    return link;
  }
})();
