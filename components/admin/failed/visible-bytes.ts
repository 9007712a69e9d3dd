/** Bytes as they can be shown: as text where they are UTF-8, and as hexadecimal in any case. */
export interface VisibleBytes {
  /** null where they are no UTF-8. */
  readonly text: string | null;
  readonly hex: readonly HexRow[];
}

interface HexRow {
  readonly offset: string;
  readonly bytes: string;
  readonly letters: string;
}

const ROW = 16;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is made visible
const UNSEEN = /[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

export function visibleBytes(base64: string): VisibleBytes {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return { text: textOf(bytes), hex: hexOf(bytes) };
}

/** Every letter that a page would not show, or that would turn others about, in signs that it does. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (letter) => {
    const code = letter.charCodeAt(0);
    if (letter === '\n') return '␊\n';
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '␡' : `⟨${code.toString(16).padStart(4, '0')}⟩`;
  });
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return visibleText(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

function hexOf(bytes: Uint8Array): HexRow[] {
  const rows: HexRow[] = [];
  for (let at = 0; at < bytes.length; at += ROW) {
    const part = [...bytes.subarray(at, at + ROW)];
    rows.push({
      offset: at.toString(16).padStart(4, '0'),
      bytes: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      letters: part
        .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
        .join(''),
    });
  }
  return rows;
}
