'use client';

import { Button } from '@/components/ui/button';

/** Where an admin page broke. Loading again asks the server again, which a mere retry would not. */
export default function AdminErrorPage() {
  return (
    <main className="flex max-w-prose flex-col items-start gap-4 px-4 py-12 md:px-6">
      <h1 className="font-display text-title">This page failed.</h1>
      <p>What is recorded is not touched by that. The server's log says what went wrong.</p>
      <Button size="small" onClick={() => window.location.reload()}>
        Try again
      </Button>
      <a href="/admin" className="underline underline-offset-4">
        Back to the overview
      </a>
    </main>
  );
}
