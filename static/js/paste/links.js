// Links that lead where they say: not by way of the filter of a mail program, and not into the computer or the page of the source.

import { unwrap } from "./source.js";

const FILTERS = [
  [/(?:^|\.)safelinks\.protection\.outlook\.(?:com|cn|us)$/, (url) => url.searchParams.get("url")],
  [/^statics\.teams\.(?:cdn\.office\.net|microsoft\.com)$/, (url) => url.searchParams.get("url")],
  [/^(?:www\.)?google\.[a-z.]+$/, (url) => url.pathname === "/url" && (url.searchParams.get("q") ?? url.searchParams.get("url"))],
  [/^l\.(?:facebook|instagram)\.com$/, (url) => url.searchParams.get("u")],
  [/^urldefense\.(?:com|us)$/, (url) => /^\/v3\/__(.+?)__;/.exec(url.pathname + url.search)?.[1].replace(/^(https?):\/(?!\/)/, "$1://")],
  [/^urldefense\.proofpoint\.com$/, (url) => decodeURIComponent((url.searchParams.get("u") ?? "").replace(/-/g, "%").replace(/_/g, "/"))],
];
const IN_WORDS = /https?:\/\/[^\s<>"]+/g;

// The address behind one that leads through filters, however many; itself where there is none.
export function straight(address) {
  let at = address;
  for (let times = 0; times < 4; times += 1) {
    let url;
    try {
      url = new URL(at);
    } catch {
      return at;
    }
    const behind = FILTERS.find(([host]) => host.test(url.hostname))?.[1](url);
    if (!behind || !/^(?:https?|mailto):/i.test(behind)) return at;
    at = behind;
  }
  return at;
}

export const straightInWords = (text, report) =>
  text.replace(IN_WORDS, (address) => {
    const behind = straight(address);
    if (behind !== address) report.count("filtered", 1);
    return behind;
  });

export function links({ doc }, report) {
  for (const link of doc.querySelectorAll("a")) {
    const address = link.getAttribute("href")?.trim() ?? "";
    if (/^(?:https?|mailto):/i.test(address)) {
      const behind = straight(address);
      if (behind !== address) {
        report.count("filtered", 1);
        if (link.textContent.trim() === address) link.textContent = behind;
      }
      link.setAttribute("href", behind);
      if (!link.textContent.trim()) unwrap(link);
      continue;
    }
    if (address && !address.startsWith("#") && link.textContent.trim()) report.count("local", 1);
    unwrap(link);
  }
}
