// The words of the text editor in Swedish. The editor looks for window.gettext when its module is read, so this is a plain
// deferred script that base.html puts before every module.

(() => {
  const WORDS = {
    "Add caption": "Lägg till bildtext", "Add column": "Lägg till kolumn", "Add row": "Lägg till rad",
    "Alternative Text": "Bilden i ord", "Browse...": "Bläddra …", Bullets: "Punkter", Cancel: "Avbryt", Caption: "Bildtext",
    Code: "Kod", "Code block": "Kodstycke", Columns: "Kolumner", "Decimal numbers": "Siffror",
    "Delete column": "Ta bort kolumnen", "Delete row": "Ta bort raden", "Delete table": "Ta bort tabellen",
    "Edit Figure": "Ändra figuren", "Edit HTML": "Ändra HTML", "Edit Image": "Ändra bilden", "Edit Link": "Ändra länken",
    "Image URL": "Bildens adress", "Include header row": "Med rubrikrad", Insert: "Infoga", "Insert Figure": "Infoga figur",
    "Insert Table": "Infoga tabell", "Insert table": "Infoga tabell", "List properties": "Listans utseende",
    "List type": "Slag av lista", "Lowercase Roman numerals": "Små romerska siffror", "Lowercase letters": "Små bokstäver",
    "Merge cells": "Slå ihop celler", "Open in new window": "Öppna i nytt fönster", Prettify: "Snygga till",
    "Remove caption": "Ta bort bildtexten", Rows: "Rader", "Split cell": "Dela cellen", "Start at": "Börja på",
    "Table Properties": "Tabellens utseende", Title: "Titel", "Toggle fullscreen": "Hela skärmen",
    "Toggle header cell": "Rubrikcell av eller på", URL: "Adress", Update: "Ändra",
    "Uppercase Roman numerals": "Stora romerska siffror", "Uppercase letters": "Stora bokstäver",
    blockquote: "Citat", bold: "Fet", "edit HTML": "Ändra HTML", figure: "Figur", "horizontal rule": "Linje",
    "insert link": "Infoga länk", italic: "Kursiv", "ordered list": "Numrerad lista", paragraph: "Stycke", redo: "Gör om",
    "remove link": "Ta bort länken", strike: "Genomstruken", subscript: "Nedsänkt", superscript: "Upphöjd",
    underline: "Understruken", undo: "Ångra", "unordered list": "Punktlista",
  };

  window.gettext = (word) => WORDS[word] ?? word;
})();
