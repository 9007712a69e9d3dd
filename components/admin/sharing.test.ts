import { expect, test } from 'vitest';
import { createSharing } from './sharing';

function fixture() {
  const started: string[] = [];
  const stopped: string[] = [];
  let answer: (text: string) => void = () => undefined;
  const listen = createSharing<string>();
  const join = (key: string) => {
    const heard: string[] = [];
    const leave = listen(
      key,
      (onAnswer) => {
        started.push(key);
        answer = onAnswer;
        return () => stopped.push(key);
      },
      (text) => heard.push(text),
    );
    return { heard, leave };
  };
  return { started, stopped, join, answer: (text: string) => answer(text) };
}

test('two who ask the same cause one question and hear the same', () => {
  const { started, stopped, join, answer } = fixture();
  const [one, two] = [join('a'), join('a')];
  answer('first');
  expect(started).toEqual(['a']);
  expect([one.heard, two.heard]).toEqual([['first'], ['first']]);
  const late = join('a');
  expect(late.heard).toEqual(['first']);
  one.leave();
  one.leave();
  answer('second');
  expect([one.heard, two.heard]).toEqual([['first'], ['first', 'second']]);
  two.leave();
  expect(stopped).toEqual([]);
  late.leave();
  expect(stopped).toEqual(['a']);
});

test('another key is another question, and one that was left is asked anew', () => {
  const { started, stopped, join } = fixture();
  const first = join('a');
  join('b');
  first.leave();
  const again = join('a');
  first.leave();
  expect(started).toEqual(['a', 'b', 'a']);
  expect(stopped).toEqual(['a']);
  expect(again.heard).toEqual([]);
});
