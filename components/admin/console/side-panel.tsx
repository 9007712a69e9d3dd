'use client';

import type { CatalogDocument } from '@/lib/console/catalog-document';
import type { PastQuery, SavedQuery } from '@/lib/console/console-document';
import { ExampleList, HistoryList, type OpenQuery, SavedList } from './query-lists';
import { SchemaBrowser } from './schema-browser';
import { TabList, tabElementId } from './tab-list';
import type { AskedOnce } from './use-asked';

const PARTS = [
  { id: 'schema', label: 'Schema' },
  { id: 'examples', label: 'Examples' },
  { id: 'saved', label: 'Saved' },
  { id: 'history', label: 'History' },
] as const;
export type SidePart = (typeof PARTS)[number]['id'];

export interface SidePanelProps {
  readonly id: string;
  readonly part: SidePart;
  readonly catalog: AskedOnce<CatalogDocument>;
  readonly history: AskedOnce<readonly PastQuery[]>;
  readonly saved: AskedOnce<readonly SavedQuery[]>;
  readonly zone: string;
  readonly now: number;
  isMine(query: SavedQuery): boolean;
  onPart(part: SidePart): void;
  onInsert(text: string): void;
  onOpen(query: OpenQuery): void;
}

/** What may be asked, and what has been. */
export function SidePanel(props: SidePanelProps) {
  const { id, part, catalog, history, saved, zone, now, isMine, onPart, onInsert, onOpen } = props;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="border-line border-b">
        <TabList
          label="Beside the query"
          tabs={PARTS}
          chosen={part}
          panelId={id}
          onChoose={(chosen) => onPart(chosen as SidePart)}
        />
      </div>
      <div
        id={id}
        role="tabpanel"
        aria-labelledby={tabElementId(id, part)}
        className="min-h-0 flex-1 overflow-y-auto p-3"
      >
        {part === 'schema' && (
          <SchemaBrowser
            catalog={catalog}
            onInsert={onInsert}
            onOpen={(name, sql) => onOpen({ name, sql })}
          />
        )}
        {part === 'examples' && <ExampleList {...{ now, onOpen }} />}
        {part === 'saved' && <SavedList {...{ saved, isMine, onOpen }} />}
        {part === 'history' && <HistoryList {...{ history, zone, onOpen }} />}
      </div>
    </div>
  );
}
