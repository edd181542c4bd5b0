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
    const svar = spoerger();
    if (!svar || svar.dataset.laest) return;
    svar.dataset.laest = "ja";
    if (Number(svar.dataset.mange)) return sig(`${svar.dataset.mange} opgaver er ændret.`, "Hent listen igen");
    const sagt = [...svar.querySelectorAll("template")].map(saetInd).filter(Boolean);
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
    const kolonne = document.getElementById(ny.dataset.kolonne ?? "");
    if (kolonne && kolonne !== gammel.parentElement) {
      gammel.remove();
      kolonne.append(ny);
    } else {
      gammel.replaceWith(ny);
    }
    htmx.process(ny);
  }

  function nyRaekke(ny) {
    if (ny.dataset.ude) return "";
    sig("Der er kommet opgaver, som passer til filteret.", "Hent listen igen");
    return "Der er kommet opgaver, som passer til filteret.";
  }

  function venter(gammel, ny, saetning) {
    if (!saetning || gammel.dataset.venter === ny.dataset.aftryk) return "";
    gammel.dataset.venter = ny.dataset.aftryk;
    if (erAaben(gammel)) {
      sig(`${saetning} Det, du er ved at skrive, står her stadig.`, "Se ændringen i en ny fane", ny.querySelector("a").href);
      return saetning;
    }
    const besked = sig(saetning, "Vis", "", () => {
      besked.remove();
      const nu = document.getElementById(ny.id);
      if (!nu || erAaben(nu)) return;
      skift(nu, ny);
      ny.querySelector("a")?.focus();
    });
    return saetning;
  }

  // Én stille linje over listen med det, der kan gøres; uden adresse eller handling er det at hente siden igen.
  function sig(tekst, knap, adresse, handling) {
    const gammel = [...meddelelser().children].find((linje) => linje.dataset.tekst === tekst);
    gammel?.remove();
    const linje = document.createElement("p");
    linje.className = "nyt-linje";
    linje.dataset.tekst = tekst;
    const link = document.createElement(handling ? "button" : "a");
    link.className = "function-link";
    link.textContent = knap;
    if (handling) {
      link.type = "button";
      link.addEventListener("click", handling);
    } else {
      link.href = adresse || location.pathname + location.search;
      if (adresse) Object.assign(link, { target: "_blank", rel: "noopener" });
    }
    linje.append(`${tekst} `, link);
    meddelelser().append(linje);
    return linje;
  }
})();
