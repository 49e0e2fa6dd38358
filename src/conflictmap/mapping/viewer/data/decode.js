/** Data blocks: gzip in base64 in inert script elements, holding JSON or columns of varints. */

/** What is thrown for a part of the page that is missing, cut short or changed; `boot.js` tells whoever reads it. */
export class Damaged extends Error {
  /** @param {string} what */
  constructor(what) {
    super(`the page is damaged: ${what}`);
    this.name = "Damaged";
  }
}

/**
 * Base64 as bytes.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(text) {
  const modern = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (/** @type {unknown} */ (Uint8Array));
  if (modern.fromBase64) return modern.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * The bytes behind gzip and base64.
 * @param {string} text
 */
export async function unpack(text) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Content of a block of the page. @param {string} name */
export async function readBlock(name) {
  const block = document.getElementById(`conflictmap-${name}`);
  if (!block) throw new Damaged(`it lacks its block ${name}`);
  try {
    return await unpack(block.textContent ?? "");
  } catch {
    throw new Damaged(`its block ${name} cannot be unpacked`);
  }
}

/**
 * JSON of a block of the page.
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function readJson(name) {
  const text = new TextDecoder().decode(await readBlock(name));
  try {
    return JSON.parse(text);
  } catch {
    throw new Damaged(`its block ${name} holds no JSON`);
  }
}

/** Reads the columns of a block, one after another. */
export class Columns {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  one() {
    let value = 0;
    let factor = 1;
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
    throw new Damaged("a column is missing");
  }

  /** The next column, of numbers below 2^31. */
  plain() {
    const { bytes } = this;
    const length = this.one();
    let at = this.at;
    if (length > bytes.length - at) throw new Damaged("a column is cut short");
    const values = new Int32Array(length);
    for (let i = 0; i < values.length; i += 1) {
      let byte = bytes[at++];
      let value = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++];
        value |= (byte & 127) << shift;
      }
      values[i] = value;
    }
    if (at > bytes.length) throw new Damaged("a column is cut short");
    this.at = at;
    return values;
  }

  /** The next column, of numbers that may be negative. */
  signed() {
    const values = this.plain();
    for (let i = 0; i < values.length; i += 1) values[i] = (values[i] >>> 1) ^ -(values[i] & 1);
    return values;
  }

  /** The next column, of numbers below 256, in one byte each. */
  small() {
    return Uint8Array.from(this.plain());
  }

  /** The next column, in the smallest array that holds it. */
  fitting() {
    const values = this.plain();
    let most = 0;
    for (let i = 0; i < values.length; i += 1) if (values[i] > most) most = values[i];
    if (most < 256) return Uint8Array.from(values);
    return most < 65536 ? Uint16Array.from(values) : values;
  }

  /** The next column, of steps from value to value. */
  rising() {
    const values = this.plain();
    for (let i = 1; i < values.length; i += 1) values[i] += values[i - 1];
    return values;
  }
}
