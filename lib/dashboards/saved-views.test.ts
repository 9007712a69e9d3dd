import { expect, test, vi } from 'vitest';
import { createMemoryStore } from '@/lib/storage/memory';
import { createSavedViews } from './saved-views';

const NOW = Date.UTC(2026, 10, 22, 9, 30);
const VIEW = {
  name: 'Mobile, 7 days',
  path: '/admin/funnel',
  query: 'range=7d&device_type=mobile',
};

function shelf() {
  const objects = createMemoryStore();
  return { objects, views: createSavedViews({ objects, clock: () => NOW }) };
}

test('a saved view is its owner’s to list and to remove, and nobody else’s', async () => {
  const { views, objects } = shelf();
  const saved = await views.save('password:ann', VIEW);
  if (!saved.ok) throw new Error(saved.message);
  expect(saved.view).toEqual({
    ...VIEW,
    id: saved.view.id,
    created_at: '2026-11-22T09:30:00.000Z',
  });
  expect(await views.list('password:ann')).toEqual([saved.view]);
  for (const other of ['password:an', 'oidc:ann', 'password:ann/', '../password:ann', '']) {
    expect(await views.list(other)).toEqual([]);
    expect(await views.remove(other, saved.view.id)).toBe(false);
  }
  expect((await objects.list('views/')).map(({ key }) => key)).toEqual([
    expect.stringMatching(new RegExp(`^views/[0-9a-f]{64}/${saved.view.id}\\.json$`)),
  ]);
  expect(await views.remove('password:ann', saved.view.id)).toBe(true);
  expect(await views.remove('password:ann', saved.view.id)).toBe(false);
  expect(await objects.list('')).toEqual([]);
});

test('views are listed by name', async () => {
  const { views } = shelf();
  for (const name of ['b', 'ä', 'A', 'c']) await views.save('ann', { ...VIEW, name });
  expect((await views.list('ann')).map(({ name }) => name)).toEqual(['A', 'ä', 'b', 'c']);
});

test.each([
  [{ ...VIEW, name: '' }, 'name: give the view a name'],
  [{ ...VIEW, name: '   ' }, 'name: give the view a name'],
  [{ ...VIEW, name: 'x'.repeat(81) }, 'name: at most 80 characters'],
  [{ ...VIEW, name: 'a\u0000b' }, 'name: no control characters'],
  [{ ...VIEW, name: 7 }, 'name: give a text'],
  [{ path: VIEW.path, query: '' }, 'name: give a text'],
  [{ ...VIEW, path: '/cart' }, 'path: must be the path of a page below /admin'],
  [{ ...VIEW, path: '//evil.example/admin' }, 'path: must be'],
  [{ ...VIEW, path: 'https://evil.example/admin' }, 'path: must be'],
  [{ ...VIEW, path: '/admin/../cart' }, 'path: must be'],
  [{ ...VIEW, path: '/admin?range=7d' }, 'path: must be'],
  [{ ...VIEW, path: '/admin/sign-in' }, 'path: must be'],
  [{ ...VIEW, path: 'javascript:alert(1)' }, 'path: must be'],
  [{ ...VIEW, path: `/admin/${'x'.repeat(256)}` }, 'path: at most 256 characters'],
  [{ ...VIEW, query: 'range=7d&evil=1' }, 'query: no page reads "evil"'],
  [{ ...VIEW, query: `actor=${'x'.repeat(2048)}` }, 'query: at most 2048 bytes'],
  [{ ...VIEW, query: null }, 'query: give a text'],
  [{ ...VIEW, owner: 'bob' }, 'body: '],
  [{ ...VIEW, id: 'mine' }, 'body: '],
  [null, 'body: '],
  ['x', 'body: '],
  [[], 'body: '],
])('%j is refused in words', async (given, words) => {
  const { views, objects } = shelf();
  const outcome = await views.save('ann', given);
  expect(outcome).toMatchObject({ ok: false, code: 'bad_view' });
  expect(outcome).toHaveProperty('message', expect.stringContaining(words));
  expect(await objects.list('')).toEqual([]);
});

test('takes what is just right, and keeps a query as a query', async () => {
  const { views } = shelf();
  const saved = await views.save('ann', {
    name: ` ${'😀'.repeat(80)} `,
    path: '/admin',
    query: '?range=7d&actor=a"><b',
  });
  expect(saved).toMatchObject({
    ok: true,
    view: { name: '😀'.repeat(80), path: '/admin', query: 'range=7d&actor=a%22%3E%3Cb' },
  });
  expect(await views.save('ann', { ...VIEW, query: '' })).toMatchObject({ ok: true });
});

test('a hundred are enough, also when they are saved at once, and one removed makes room', async () => {
  const { views } = shelf();
  const outcomes = await Promise.all(
    Array.from({ length: 105 }, (_, i) => views.save('ann', { ...VIEW, name: `view ${i}` })),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(100);
  expect(outcomes.at(-1)).toMatchObject({ ok: false, code: 'too_many_views' });
  expect(await views.save('bob', VIEW)).toMatchObject({ ok: true });
  const [first] = await views.list('ann');
  expect(await views.remove('ann', first?.id ?? '')).toBe(true);
  expect(await views.save('ann', VIEW)).toMatchObject({ ok: true });
});

test('a damaged view is reported and hides no other', async () => {
  const { views, objects } = shelf();
  await views.save('ann', VIEW);
  await views.save('ann', { ...VIEW, name: 'other' });
  const [key] = (await objects.list('')).map((stored) => stored.key);
  await objects.put(key ?? '', new TextEncoder().encode('{"id":'));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(await views.list('ann')).toHaveLength(1);
  expect(console.error).toHaveBeenCalledWith(expect.stringContaining('saved view views/'));
  vi.mocked(console.error).mockClear();
});

test.each(['', '..', '../x', 'x', '%2e%2e', '0'.repeat(36)])('no view is called %j', async (id) => {
  expect(await shelf().views.remove('ann', id)).toBe(false);
});
