import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogDocument } from '@/lib/console/catalog-desk';
import { ADMIN_PAGES } from '@/lib/dashboards/pages';
import { found, lineageOf } from './lineage';
import { REPORT_PAGES } from './report-pages';

const { relations } = catalogDocument('athena', null);

function column(relation: string, name: string) {
  const one = relations.find((some) => some.name === relation);
  const known = one?.columns.find((some) => some.name === name);
  if (!known) throw new Error(`no ${relation}.${name}`);
  return known;
}

test('a column leads through the models made of it to reports', () => {
  const { models, reports } = lineageOf(column('events', 'search_term'), relations);
  expect(models).toEqual(['sessions', 'searches']);
  expect(reports.find(({ name }) => name === 'search_terms')).toEqual({
    name: 'search_terms',
    direct: false,
    through: ['sessions', 'searches'],
  });
  expect(reports.find(({ name }) => name === 'session_events')).toMatchObject({ direct: true });
});

test('a column that nobody reads leads nowhere', () => {
  expect(lineageOf(column('events', 'extra'), relations)).toEqual({ models: [], reports: [] });
});

test('columns are found by words of their name, type and meaning', () => {
  expect(found(column('events', 'search_term'), 'scrubbed VARCHAR')).toBe(true);
  expect(found(column('events', 'search_term'), 'scrubbed bigint')).toBe(false);
});

test('each report is shown by the page that it leads to', () => {
  for (const [report, path] of Object.entries(REPORT_PAGES)) {
    expect(ADMIN_PAGES.map(({ href }) => href as string)).toContain(path);
    const folder = `app/admin/(signed-in)${path.slice('/admin'.length)}`;
    const pages = ['page.tsx', '[id]/page.tsx'].flatMap((file) => {
      try {
        return [readFileSync(`${folder}/${file}`, 'utf8')];
      } catch {
        return []; // It has no such page.
      }
    });
    expect(pages.join('\n'), `${report} on ${path}`).toContain(`'${report}'`);
  }
});
