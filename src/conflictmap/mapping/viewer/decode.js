// Data blocks: base64 of gzip of JSON, in inert script elements.

/** @param {string} text @returns {Uint8Array} */
function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** @param {string} name @returns {Promise<any>} */
async function readBlock(name) {
  const packed = bytesOf(document.getElementById(`conflictmap-${name}`).textContent);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/**
 * Build an element. Text always goes in as text.
 * @param {string} tag @param {Record<string, string>} [attributes] @param {...(Node|string|null)} children
 */
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** An http or https address, or null for anything else. @param {string|null} text */
function safeAddress(text) {
  try {
    const address = new URL(text ?? "");
    return ["http:", "https:"].includes(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

/** "4 October 2020" @param {string|null} iso */
function longDate(iso) {
  if (!iso) return "";
  const day = new Date(`${iso}T00:00:00Z`);
  return day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** "4 Oct 2020" @param {string} iso */
function shortDate(iso) {
  return longDate(iso).replace(/ (\p{L}{3})\p{L}* /u, " $1 ");
}

/** "1 report", "2 reports" @param {number} count @param {string} word */
function counted(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}
