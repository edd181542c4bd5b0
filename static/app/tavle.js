// På en smal skærm er tavlen lang, så kun den første kolonne med noget i er foldet ud; det, nogen selv folder, bliver stående.
"use strict";

(() => {
  const kolonner = () => [...document.querySelectorAll(".tavle-kolonne")];
  const erSmal = matchMedia("(max-width: 767px)");
  let aabne = new Set();
  let raekken = "";

  function begynd() {
    const foerste = kolonner().find((kolonne) => kolonne.querySelector("[data-raekke]"));
    for (const kolonne of kolonner()) kolonne.open = !erSmal.matches || kolonne === foerste;
  }

  document.addEventListener("htmx:before:request", () => {
    aabne = new Set(kolonner().filter((kolonne) => kolonne.open).map((kolonne) => kolonne.id));
    raekken = document.activeElement?.closest("[data-raekke]")?.id ?? "";
  });

  // Før app.js giver fokus tilbage: det kan kun stå i en kolonne, der er foldet ud.
  document.addEventListener(
    "htmx:after:swap",
    (haendelse) => {
      if (haendelse.detail?.ctx?.target?.id !== "tavle") return;
      const flyttet = document.getElementById(raekken)?.closest(".tavle-kolonne");
      for (const kolonne of kolonner()) kolonne.open = aabne.has(kolonne.id) || kolonne === flyttet;
    },
    true,
  );

  document.addEventListener("click", (klik) => {
    const navn = klik.target.closest?.(".tavle-hop a")?.hash.slice(1);
    const kolonne = navn && document.getElementById(navn)?.closest(".tavle-kolonne");
    if (kolonne) kolonne.open = true;
  });

  erSmal.addEventListener("change", begynd);
  begynd();
  const vist = location.hash && document.getElementById(location.hash.slice(1));
  const kolonne = vist && vist.closest(".tavle-kolonne");
  if (kolonne && !kolonne.open) {
    kolonne.open = true;
    vist.scrollIntoView();
  }
})();
