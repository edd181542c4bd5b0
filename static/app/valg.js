// Kryds i listen til at ændre mange opgaver på én gang. Uden JavaScript er de en almindelig formulars felter.
"use strict";

(() => {
  const bjaelke = document.getElementById("massebjaelke");
  if (!bjaelke) return;
  const valgte = new Set();
  const kryds = () => [...document.querySelectorAll("input[name=valgt]")];

  function vis() {
    const antal = valgte.size;
    const tekst = antal === 1 ? "1 opgave er valgt" : `${antal} opgaver er valgt`;
    bjaelke.hidden = !antal;
    document.body.classList.toggle("med-massebjaelke", antal > 0);
    bjaelke.querySelector("[data-antal]").textContent = tekst;
    document.getElementById("opraab").textContent = antal ? `${tekst}.` : "Ingen opgaver er valgt.";
  }

  function saet(felter, erValgt) {
    for (const felt of felter) {
      felt.checked = erValgt;
      if (erValgt) valgte.add(felt.value);
      else valgte.delete(felt.value);
    }
    vis();
  }

  document.addEventListener("change", (haendelse) => {
    if (haendelse.target.matches("input[name=valgt]")) saet([haendelse.target], haendelse.target.checked);
  });

  const alle = document.getElementById("masse-alle-viste");
  alle.hidden = false;
  alle.addEventListener("click", () => saet(kryds().filter((felt) => felt.closest("[data-raekke]").checkVisibility()), true));
  document.getElementById("masse-ingen").addEventListener("click", () => {
    valgte.clear();
    saet(kryds(), false);
    alle.focus();
  });

  // En række, der er åbnet til at rette i, har intet kryds, men er stadig valgt.
  document.getElementById("masse").addEventListener("submit", (haendelse) => {
    haendelse.target.elements.opgaver.value = [...valgte].join();
    sessionStorage.setItem("valgte", JSON.stringify({ adresse: location.pathname + location.search, valgte: [...valgte] }));
  });

  // En række, der er skiftet ud, er stadig valgt; og browseren kan huske kryds fra før, siden blev hentet igen.
  const genskab = () => kryds().forEach((felt) => (felt.checked = valgte.has(felt.value)));
  new MutationObserver(genskab).observe(document.getElementById("main-content"), { childList: true, subtree: true });
  // Med browserens Tilbage er det stadig de samme, der er valgt.
  function valgtFoer() {
    const erTilbage = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    const gemt = JSON.parse(sessionStorage.getItem("valgte") ?? "null");
    return erTilbage && gemt?.adresse === location.pathname + location.search ? gemt.valgte : [];
  }
  window.addEventListener("pageshow", () => {
    const foer = valgtFoer();
    const husket = kryds().filter((felt) => felt.checked || foer.includes(felt.value));
    if (husket.length) saet(husket, true);
  });
})();
