import { expect, test } from 'vitest';
import { jsonLdText } from './json-ld-text';

test('nothing in the data can end its script, open a comment or start an entity', () => {
  const data = { name: '</script><script>alert(1)</script><!-- & \u2028\u2029', price: 1 };
  const text = jsonLdText(data);
  expect(text).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual(data);
});
