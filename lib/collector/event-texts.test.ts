import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventTexts } from './event-texts';

test('gives each event back as it was sent, whatever stands around it', () => {
  const body =
    ' { "a" : [1,{"events":[9]}] , "\\u0065vents":[ 1e400 ,{"x":-0, "x":"]\\"}"}, "[" ] ,"z":1} ';
  expect(eventTexts(body)).toEqual(['1e400', '{"x":-0, "x":"]\\"}"}', '"["']);
});

test('of two lists the last counts, and none gives nothing', () => {
  expect(eventTexts('{"events":[1],"events":[2,3]}')).toEqual(['2', '3']);
  expect(eventTexts('{"events":[1],"events":7}')).toEqual([]);
  expect(eventTexts('{}')).toEqual([]);
});

test('takes nesting that a recursion would not survive', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(eventTexts(`{"events":[${deep}]}`)).toEqual([deep]);
});

test('agrees with JSON.parse on every list', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (events, indent) => {
      const texts = eventTexts(JSON.stringify({ before: events, events, after: 1 }, null, indent));
      expect(texts.map((text) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(events)));
    }),
  );
});
