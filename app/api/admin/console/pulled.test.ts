import { expect, test, vi } from 'vitest';
import { pulled } from './pulled';

const bytes = (text: string) => new TextEncoder().encode(text);

test('goes on as it is read, and no faster', async () => {
  let made = 0;
  async function* parts() {
    for (const part of ['a', 'b', 'c', 'd', 'e']) {
      made += 1;
      yield part;
    }
  }
  const leave = vi.fn();
  const reader = pulled(parts(), bytes, leave).getReader();
  await reader.read();
  // One that is read, and one that waits to be.
  await vi.waitFor(() => expect(made).toBe(2));
  let text = 'a';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += new TextDecoder().decode(part.value);
  }
  expect(text).toBe('abcde');
  expect(leave).not.toHaveBeenCalled();
});

test('who leaves ends what waits for its next part', async () => {
  const left = new AbortController();
  let ended = false;
  async function* parts() {
    try {
      yield 'a';
      await new Promise((resolve) => left.signal.addEventListener('abort', resolve));
    } finally {
      ended = true;
    }
  }
  const reader = pulled(parts(), bytes, () => left.abort()).getReader();
  await reader.read();
  await reader.cancel();
  expect(ended).toBe(true);
});

test('what goes wrong on the way breaks the body off', async () => {
  async function* parts() {
    yield 'a';
    throw new Error('killed');
  }
  const body = pulled(parts(), bytes, () => undefined);
  await expect(new Response(body).text()).rejects.toThrow('killed');
});
