// What a paste changed, in words.

const NOT_TAKEN = [
  ["struck", () => "struken text"],
  ["hidden", () => "dold text"],
  ["control", () => "knappar och fält"],
  ["placeholder", () => "platshållare"],
  ["picture", (n) => (n === 1 ? "1 bild" : `${n} bilder`)],
  ["comment", (n) => (n === 1 ? "1 kommentar" : `${n} kommentarer`)],
  ["field", (n) => (n === 1 ? "1 fältkod" : `${n} fältkoder`)],
  ["header", () => "sidhuvud och sidfot"],
  ["back", (n) => (n === 1 ? "1 länk tillbaka till texten" : `${n} länkar tillbaka till texten`)],
  ["page", (n) => `${n} sidnummer`],
  ["underlined", () => "understrykningar"],
];
const ELSE = [
  ["numbers", () => "Rubrikernas nummer togs bort."],
  ["counted", (n) => `${n === 1 ? "En lista" : `${n} listor`} som räknar på ett sätt som inte finns här blev stycken med sina nummer.`],
  ["head", (n) => (n === 1 ? "Tabellen fick en rubrikrad." : `${n} tabeller fick en rubrikrad.`)],
  ["lines", () => "Rader som sidan hade brutit lades ihop."],
  ["filtered", (n) => (n === 1 ? "1 länk leder nu direkt dit den skulle." : `${n} länkar leder nu direkt dit de skulle.`)],
  ["local", (n) => (n === 1 ? "1 länk som bara fungerar i källan blev vanlig text." : `${n} länkar som bara fungerar i källan blev vanlig text.`)],
];

const listed = (parts) => (parts.length > 1 ? `${parts.slice(0, -1).join(", ")} och ${parts.at(-1)}` : parts.join(""));

export function makeReport() {
  const counts = new Map();
  return {
    count(kind, times) {
      if (times) counts.set(kind, (counts.get(kind) ?? 0) + times);
    },
    get words() {
      const left = NOT_TAKEN.filter(([kind]) => counts.has(kind)).map(([kind, say]) => say(counts.get(kind)));
      const first = left.length ? listed(left) : "";
      return [
        ...(first ? [`${first[0].toUpperCase()}${first.slice(1)} togs inte med.`] : []),
        ...ELSE.filter(([kind]) => counts.has(kind)).map(([kind, say]) => say(counts.get(kind))),
      ].join(" ");
    },
  };
}
