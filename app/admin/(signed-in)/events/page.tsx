import { authorisePage } from '@/app/admin/auth';
import { EventFinder } from '@/components/admin/xray/event-finder';

export default async function EventsPage() {
  await authorisePage();
  return (
    <div className="flex flex-col gap-6 px-4 py-5 md:px-6">
      <h1 className="font-display text-title">What became of an event?</h1>
      <p className="max-w-prose text-muted">
        Every event has an id from the moment it is captured. Sessions, audits and the live stream
        lead to their events; or paste an id.
      </p>
      <EventFinder />
    </div>
  );
}
