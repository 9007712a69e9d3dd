'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';

/** Asks for an event by its id. */
export function EventFinder({ eventId = '' }: { eventId?: string }) {
  const router = useRouter();
  function find(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get('id')).trim().toLowerCase();
    if (id) router.push(`/admin/events/${encodeURIComponent(id)}` as Route);
  }
  return (
    <form onSubmit={find} className="flex flex-wrap items-end gap-2">
      <label className="flex min-w-0 flex-col gap-1 max-sm:w-full">
        <span className="text-muted">Event id</span>
        <input
          key={eventId}
          name="id"
          required
          defaultValue={eventId}
          spellCheck={false}
          autoComplete="off"
          pattern="\s*[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\s*"
          title="A UUIDv7, such as 019aa7f0-0000-7000-8000-000000000000"
          className="min-h-11 w-full border border-line bg-surface px-3 tabular-nums sm:w-[24rem]"
        />
      </label>
      <button type="submit" className="min-h-11 bg-ink px-5 font-medium text-paper">
        Find
      </button>
    </form>
  );
}
