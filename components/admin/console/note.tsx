export interface NoteWords {
  readonly text: string;
  /** What may be done about it. */
  readonly act?: string;
  readonly onAct?: () => void;
}

/** What became of the last thing somebody did, beside its buttons. */
export function Note({ note }: { note: NoteWords | null }) {
  return (
    <p role="status" className="min-w-0 text-muted">
      {note && (
        <>
          {note.text}{' '}
          {note.act && (
            <button
              type="button"
              onClick={note.onAct}
              className="text-accent underline underline-offset-4"
            >
              {note.act}
            </button>
          )}
        </>
      )}
    </p>
  );
}
