'use client';

import { useEffect, useState } from 'react';
import { copyText } from './copy-text';

const SAID_MS = 2_000;

/** Copies, and says for a moment whether it did. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <button
      type="button"
      onClick={() =>
        copyText(text()).then(
          () => setSaid('Copied'),
          () => setSaid('Not allowed'),
        )
      }
      className="min-h-9 shrink-0 whitespace-nowrap px-1 underline decoration-line underline-offset-4 hover:text-accent"
    >
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}
