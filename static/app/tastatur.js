// Genveje i opgavelisten. Alt, de gør, kan også gøres med mus og Tab; hver person kan slå dem fra (WCAG 2.1.4).
"use strict";

(() => {
  const dialog = document.getElementById("taster");
  if (!dialog) return;
  const aabner = document.getElementById("taster-aabn");
  const erTil = () => document.getElementById("taster-til").checked;
  const raekken = () => document.activeElement?.closest("[data-raekke]");
  const skriver = (element) =>
    element?.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  function flyt(skridt) {
    const raekker = [...document.querySelectorAll("[data-raekke]")].filter((raekke) => titel(raekke)?.checkVisibility());
    const nu = raekker.indexOf(raekken());
    const naeste = nu < 0 ? raekker.at(skridt > 0 ? 0 : -1) : raekker[nu + skridt];
    titel(naeste)?.focus();
    return Boolean(naeste);
  }

  function fokus(element) {
    for (let fold = element?.closest("details:not([open])"); fold; fold = element.closest("details:not([open])")) fold.open = true;
    element?.focus();
    return Boolean(element);
  }

  function ret() {
    const knap = raekken()?.querySelector("a[id$='-ret']");
    knap?.click();
    return Boolean(knap) || fokus(raekken()?.querySelector("select"));
  }

  const sig = (tekst) => (document.getElementById("opraab").textContent = tekst);

  function vaelg() {
    const felt = raekken()?.querySelector("input[name=valgt]");
    if (felt) felt.click();
    else if (raekken()) sig("Opgaven kan ikke vælges; du kan kun vælge dem, du må ændre.");
    return Boolean(raekken());
  }

  const tilBjaelken = () =>
    fokus(document.querySelector("#massebjaelke:not([hidden]) button")) || sig("Ingen opgaver er valgt.");

  const nyOpgave = () => {
    const gruppe = raekken()?.closest(".fasegruppe");
    return gruppe?.querySelector(".hurtig input:not([type=hidden])") ?? document.querySelector(".hurtig input:not([type=hidden])");
  };

  // Gruppen uden et felt til en ny opgave siger, hvad der er valgt på forhånd i formularen.
  function aabnNy() {
    const vej = document.querySelector("[data-ny-opgave]");
    if (vej) location.href = `${vej.href}?${raekken()?.closest("[data-ny]")?.dataset.ny ?? ""}`;
    return Boolean(vej);
  }

  const GENVEJE = {
    j: () => flyt(1),
    k: () => flyt(-1),
    x: vaelg,
    e: ret,
    m: tilBjaelken,
    n: () => fokus(nyOpgave()) || aabnNy(),
    "/": () => fokus(document.querySelector("main input[type=search], main [name=soeg]")),
    "?": () => {
      dialog.showModal();
      return true;
    },
  };
  // Pilene ruller siden som altid, undtagen når en opgaves titel er i fokus.
  const PILE = { ArrowDown: GENVEJE.j, ArrowUp: GENVEJE.k };

  const erUroert = (felt) => {
    if (felt.type === "hidden") return true;
    if (felt.options) return felt.selectedIndex === Math.max(0, [...felt.options].findIndex((valg) => valg.defaultSelected));
    if (felt.type === "checkbox") return felt.checked === felt.defaultChecked;
    return felt.defaultValue === undefined || felt.value === felt.defaultValue;
  };

  // Esc lukker kun en række, hvor intet er skrevet; et afvist svar står i felterne, som om det var det gemte.
  function lukUroert(raekke) {
    const luk = raekke?.querySelector("[data-luk-ret]");
    if (!luk || raekke.querySelector(".alert, .form-error")) return false;
    if (![...raekke.querySelector("form").elements].every(erUroert)) {
      sig("Du har ændret noget. Gem, eller vælg »Luk uden at gemme«.");
      return false;
    }
    luk.click();
    return true;
  }

  document.addEventListener("keydown", (tast) => {
    if (tast.key === "Escape" && !tast.defaultPrevented && !tast.isComposing && !dialog.open && lukUroert(raekken())) return;
    if (tast.defaultPrevented || tast.isComposing || tast.ctrlKey || tast.altKey || tast.metaKey) return;
    if (!erTil() || dialog.open || skriver(tast.target)) return;
    const iEnTitel = tast.target === titel(raekken());
    const genvej = GENVEJE[tast.key] ?? (iEnTitel && !tast.shiftKey ? PILE[tast.key] : undefined);
    if (genvej?.()) tast.preventDefault();
  });

  aabner.addEventListener("click", (klik) => {
    klik.preventDefault();
    dialog.showModal();
  });
  dialog.querySelector("[data-luk]").addEventListener("click", () => dialog.close());
})();
