'use client';

import { usePathname } from 'next/navigation';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { Popover } from './popover';
import { useScope } from './use-scope';

interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly query: string;
}

const VIEWS = '/api/admin/views';

/** Addresses of dashboards kept by name, for who saved them. */
export function SavedViews() {
  const [open, setOpen] = useState(false);
  return (
    <Popover name="Saved views" label="Views" open={open} onOpenChange={setOpen}>
      {open && <Views />}
    </Popover>
  );
}

function Views() {
  const { query } = useScope();
  const path = usePathname();
  const [views, setViews] = useState<readonly SavedView[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const load = useCallback(async () => {
    try {
      const body = await read(await fetch(VIEWS, { cache: 'no-store' }));
      setViews((body as { views: SavedView[] }).views);
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
  }, []);
  useEffect(() => {
    void load();
  }, [load]);

  /** Whether it was done; what was not is said. */
  async function change(request: Promise<Response>): Promise<boolean> {
    try {
      await read(await request);
      await load();
      return true;
    } catch (error) {
      setProblem(messageOf(error));
      return false;
    }
  }

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name')).trim();
    const body = JSON.stringify({ name, path, query: query.toString() });
    const headers = { 'content-type': 'application/json' };
    void change(fetch(VIEWS, { method: 'POST', headers, body })).then((kept) => {
      if (kept) form.reset();
    });
  }

  return (
    <div className="flex w-72 max-w-full flex-col gap-2 p-2">
      {views?.length === 0 && <p className="text-muted">None yet. Name what you see to keep it.</p>}
      {views && views.length > 0 && (
        <ul>
          {views.map(({ id, name, path: to, query: saved }) => (
            <li key={id} className="flex items-baseline justify-between gap-3">
              <a href={`${to}?${saved}`} className="min-w-0 truncate py-1 hover:text-accent">
                {name}
              </a>
              <button
                type="button"
                aria-label={`Forget ${name}`}
                className="px-1 py-1 text-muted hover:text-danger"
                onClick={() => change(fetch(`${VIEWS}/${id}`, { method: 'DELETE' }))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <form onSubmit={save} className="flex gap-2">
        <input
          name="name"
          required
          maxLength={80}
          aria-label="Name of this view"
          placeholder="Name of this view"
          className="min-h-9 min-w-0 flex-1 border border-line bg-paper px-2"
        />
        <button type="submit" className="min-h-9 bg-ink px-3 text-paper">
          Save
        </button>
      </form>
    </div>
  );
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const body = (await response.json()) as { message?: string };
  if (!response.ok) throw new Error(body.message ?? `The server answered ${response.status}.`);
  return body;
}

const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : 'The server did not answer.';
