import { expect, test } from 'vitest';
import { visibleBytes } from './visible-bytes';

const shown = (bytes: Uint8Array | string) => visibleBytes(Buffer.from(bytes).toString('base64'));

test('what a page would hide or act on is seen', () => {
  const text = '{"a":"\u0000\u001b[31m\u202epay\u2066"}\r\n\tü€😀\ufeff\u007f';
  expect(shown(text).text).toBe('{"a":"␀␛[31m⟨202e⟩pay⟨2066⟩"}␍␊\n␉ü€😀⟨feff⟩␡');
});

test('what is no text is there as hexadecimal, all of it', () => {
  const cut = Buffer.from('<b>€').subarray(0, 4);
  expect(shown(cut)).toEqual({
    text: null,
    hex: [{ offset: '0000', bytes: '3c 62 3e e2', letters: '<b>·' }],
  });
  const { hex } = shown(Uint8Array.from({ length: 40 }, (_, n) => 0xd8 + n));
  expect(hex.map(({ offset }) => offset)).toEqual(['0000', '0010', '0020']);
  expect(
    hex
      .map(({ bytes }) => bytes)
      .join(' ')
      .split(' '),
  ).toHaveLength(40);
});
