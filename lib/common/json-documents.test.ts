import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonDocuments } from './json-documents';

test('documents are told apart with and without a line break between them', () => {
  const value = fc.dictionary(fc.string(), fc.jsonValue());
  const documents = fc.array(fc.tuple(value, fc.constantFrom('', '\n', ' ', '\r\n')));
  fc.assert(
    fc.property(documents, (list) => {
      const text = list.map(([one, between]) => JSON.stringify(one) + between).join('');
      const found = jsonDocuments(text).map((piece) => JSON.parse(piece));
      expect(found).toEqual(JSON.parse(JSON.stringify(list.map(([one]) => one))));
    }),
  );
});

test('what is no document is kept as a piece, and harms none beside it', () => {
  expect(jsonDocuments('{"a":1}junk{"b":"}{"}')).toEqual(['{"a":1}', 'junk', '{"b":"}{"}']);
  expect(jsonDocuments('{"a":"cut off\n{"b":2}\n')).toEqual(['{"a":"cut off', '{"b":2}']);
  expect(jsonDocuments('[{"a":1},{"b":2}]')).toEqual(['[{"a":1},{"b":2}]']);
  expect(jsonDocuments(' \n')).toEqual([]);
});
