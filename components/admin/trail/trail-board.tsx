'use client';

import { useState } from 'react';
import { Choice } from '../choice';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { useScope } from '../use-scope';
import { TrailList } from './trail-list';
import { ACT_WORDS } from './trail-words';
import { useTrail } from './use-trail';

/** Who did what in the admin, and when. */
export function TrailBoard() {
  const { query, set, zone } = useScope();
  const who = query.get('who');
  const act = query.get('act');
  const { entries, problem, ready, next, busy, more, askAgain } = useTrail({ who, act });
  const [known, setKnown] = useState<readonly string[]>([]);
  const people = [...new Set([...known, ...entries.map((entry) => entry.who)])].filter(Boolean);
  // Whoever was seen once can still be chosen while somebody else alone is shown.
  if (people.length > known.length) setKnown(people);
  const named = who && !people.includes(who) ? [...people, who] : people;
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 border-line border-b px-4 py-3 md:px-6">
        <div>
          <h1 className="font-display text-title">Who did what?</h1>
          <p className="max-w-prose text-muted">
            Sign-ins, questions in SQL, files taken, traffic, replays: kept for 400 days. Times are
            of {zone}.
          </p>
        </div>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
          <Choice
            inline
            label="Person"
            value={who ?? ''}
            options={[
              { value: '', label: 'Everybody' },
              ...named.sort().map((name) => ({ value: name, label: name })),
            ]}
            onChange={(name) => set({ who: name || null })}
          />
          <Choice
            inline
            label="Act"
            value={act ?? ''}
            options={[
              { value: '', label: 'Anything' },
              ...Object.entries(ACT_WORDS).map(([value, label]) => ({ value, label })),
            ]}
            onChange={(value) => set({ act: value || null })}
          />
          <button
            type="button"
            onClick={askAgain}
            className="min-h-9 text-accent underline underline-offset-4"
          >
            Look again
          </button>
        </div>
      </div>
      <div aria-busy={busy} className="flex min-w-0 flex-col gap-4 px-4 py-5 md:px-6">
        {problem && <Problem>{problem.message}</Problem>}
        {!ready && !problem && <Skeleton height={420} />}
        {ready && entries.length === 0 && (
          <p className="max-w-prose border-accent border-l-2 py-1 pl-3">
            {who || act
              ? next
                ? 'Nothing like that among the newest: look further back.'
                : 'Nothing like that was noted. Choose everybody and anything to see all there is.'
              : 'Nothing was noted yet: what people do in the admin shows up here.'}
          </p>
        )}
        <TrailList entries={entries} zone={zone} />
        {next && (
          <p>
            <button
              type="button"
              disabled={busy}
              onClick={more}
              className="min-h-11 border border-ink px-5 font-medium hover:bg-ink hover:text-paper disabled:opacity-60"
            >
              {busy ? 'Looking further back' : 'Older'}
            </button>
          </p>
        )}
      </div>
    </>
  );
}
