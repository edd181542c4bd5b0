// Efter @ i en kommentar foreslås projektets personer: dem, siden selv har at vælge mellem. Uden forslag skrives navnet helt ud.
"use strict";

(() => {
  const NAVN = /(?:^|[^\p{L}\p{N}_@.+-])@([\p{L}\p{N}'’ -]{0,60})$/u;
  const FLEST = 8;
  let felt = null;
  let liste = null;
  let skrevet = "";

  const navne = () =>
    [...document.querySelectorAll("#kommentarer input[name=naevn]")].map((valg) => valg.labels[0]?.textContent.trim()).filter(Boolean);

  function passende(begyndt) {
    const soegt = begyndt.toLocaleLowerCase("da");
    const passer = (navn) => navn !== soegt && (navn.startsWith(soegt) || navn.split(" ").some((ord) => ord.startsWith(soegt)));
    return navne().filter((navn) => passer(navn.toLocaleLowerCase("da"))).slice(0, FLEST);
  }

  function luk() {
    liste?.remove();
    for (const navn of ["aria-autocomplete", "aria-controls", "aria-activedescendant"]) felt?.removeAttribute(navn);
    liste = felt = null;
  }

  function vis(nyt, fundne) {
    luk();
    felt = nyt;
    liste = Object.assign(document.createElement("ul"), { id: "forslag", className: "forslag nobullet-list" });
    liste.setAttribute("role", "listbox");
    liste.setAttribute("aria-label", "Personer, du kan spørge");
    fundne.forEach((navn, nummer) => {
      const valg = Object.assign(document.createElement("li"), { id: `forslag-${nummer}`, textContent: navn });
      valg.setAttribute("role", "option");
      valg.setAttribute("aria-selected", "false");
      liste.append(valg);
    });
    felt.setAttribute("aria-autocomplete", "list");
    felt.setAttribute("aria-controls", "forslag");
    felt.after(liste);
    const antal = fundne.length === 1 ? "1 forslag" : `${fundne.length} forslag`;
    document.getElementById("opraab").textContent = `${antal}: ${fundne.join(", ")}. Vælg med pil ned og Enter.`;
  }

  const valgt = () => liste?.querySelector("[aria-selected=true]");

  function flyt(skridt) {
    const alle = [...liste.children];
    const fra = alle.indexOf(valgt());
    const ny = alle.at(fra < 0 && skridt < 0 ? -1 : (fra + skridt) % alle.length);
    for (const valg of alle) valg.setAttribute("aria-selected", String(valg === ny));
    felt.setAttribute("aria-activedescendant", ny.id);
  }

  function indsaet(navn) {
    const her = felt.selectionStart;
    felt.setRangeText(`${navn} `, her - skrevet.length, her, "end");
    document.getElementById("opraab").textContent = `@${navn} er sat ind.`;
    luk();
  }

  document.addEventListener("input", (haendelse) => {
    const nyt = haendelse.target;
    if (!nyt.matches?.("#kommentarer textarea")) return;
    const fund = NAVN.exec(nyt.value.slice(0, nyt.selectionStart));
    const fundne = fund ? passende(fund[1]) : [];
    skrevet = fund?.[1] ?? "";
    if (fundne.length) vis(nyt, fundne);
    else luk();
  });

  // Enter er et linjeskift, til nogen har valgt et forslag med pilene.
  document.addEventListener("keydown", (tast) => {
    if (!liste || tast.target !== felt || tast.isComposing) return;
    if (tast.key === "ArrowDown") flyt(1);
    else if (tast.key === "ArrowUp") flyt(-1);
    else if (tast.key === "Enter" && valgt()) indsaet(valgt().textContent);
    else if (tast.key === "Escape") luk();
    else return;
    tast.preventDefault();
  });

  document.addEventListener("mousedown", (tryk) => {
    const valg = tryk.target.closest?.(".forslag [role=option]");
    if (!valg) return;
    tryk.preventDefault();
    indsaet(valg.textContent);
  });

  document.addEventListener("focusout", (haendelse) => haendelse.target === felt && luk());
})();
