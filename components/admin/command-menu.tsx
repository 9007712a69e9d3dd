'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { Role } from '@/lib/auth/roles';

const CommandDialog = dynamic(() => import('./command-dialog').then((m) => m.CommandDialog), {
  ssr: false,
});

/** Every page and the usual changes of scope by a few letters: Ctrl-K, or its button. */
export function CommandMenu({ role }: { role: Role }) {
  const [state, setState] = useState<'unused' | 'open' | 'closed'>('unused');

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setState((last) => (last === 'open' ? 'closed' : 'open'));
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={() => setState('open')}
        className="whitespace-nowrap border border-line px-2 py-0.5 text-muted text-xs hover:border-ink hover:text-ink"
      >
        Go to<kbd className="ml-2 hidden font-sans md:inline">Ctrl K</kbd>
      </button>
      {state !== 'unused' && (
        <CommandDialog
          role={role}
          open={state === 'open'}
          onOpenChange={(open) => setState(open ? 'open' : 'closed')}
        />
      )}
    </>
  );
}
