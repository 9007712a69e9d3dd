import { hasRole, type Role } from '@/lib/auth/roles';

/** The admin's pages, group by group, as the rail and the command menu list them. */
export const ADMIN_PAGES = [
  { group: 'Overview', href: '/admin', label: 'Overview', about: 'What is happening in the shop' },
  {
    group: 'Behaviour',
    href: '/admin/funnel',
    label: 'Funnel',
    about: 'How far sessions come, and where they leave',
  },
  {
    group: 'Behaviour',
    href: '/admin/engagement',
    label: 'Engagement',
    about: 'Duration, depth, bounces, hours and weekdays, stickiness',
  },
  {
    group: 'Behaviour',
    href: '/admin/paths',
    label: 'Paths',
    about: 'Which pages follow one another',
  },
  {
    group: 'Behaviour',
    href: '/admin/search-terms',
    label: 'Search terms',
    about: 'What people look for, and whether they find it',
  },
  {
    group: 'Commerce',
    href: '/admin/products',
    label: 'Products',
    about: 'Views, carts, purchases, revenue, pairs',
  },
  {
    group: 'Commerce',
    href: '/admin/carts',
    label: 'Lost carts',
    about: 'Products and stages at which carts are left',
  },
  {
    group: 'Commerce',
    href: '/admin/experiments',
    label: 'Experiments',
    about: 'Lift of each arm with its interval',
  },
  {
    group: 'Acquisition',
    href: '/admin/acquisition',
    label: 'Channels',
    about: 'Where sessions come from, and what they are worth',
  },
  {
    group: 'Acquisition',
    href: '/admin/geography',
    label: 'Geography',
    about: 'Countries on a map',
  },
  { group: 'Acquisition', href: '/admin/devices', label: 'Devices', about: 'Devices and browsers' },
  {
    group: 'Acquisition',
    href: '/admin/visitors',
    label: 'Visitors',
    about: 'New and returning, cohorts and their retention',
  },
  { group: 'Data', href: '/admin/console', label: 'SQL', about: 'Ask the lake anything, in SQL' },
  {
    group: 'Data',
    href: '/admin/catalog',
    label: 'Catalogue',
    about: 'Relations and columns, what they mean, and who reads them',
  },
  {
    group: 'Data',
    href: '/admin/sessions',
    label: 'Sessions',
    about: 'One by one, down to their events',
  },
  {
    group: 'Data',
    href: '/admin/live',
    label: 'Live',
    about: 'The stream as it arrives',
  },
  {
    group: 'Data',
    href: '/admin/events',
    label: 'Event x-ray',
    about: 'One event, from the click to the row',
  },
  {
    group: 'Data',
    href: '/admin/failed-events',
    label: 'Failed events',
    about: 'What broke the contract, why, and its replay after a fix',
  },
  {
    group: 'Data',
    href: '/admin/dashboards/quicksight',
    label: 'QuickSight',
    about: 'Dashboards of QuickSight under the same filters, where they are set up',
  },
  {
    group: 'Pipeline',
    href: '/admin/health',
    label: 'Health',
    about: 'Whether events arrive, what is slow, which alarms are raised',
  },
  {
    group: 'Pipeline',
    href: '/admin/traffic',
    label: 'Traffic',
    about: 'Send shoppers and producers into the shop, watch and stop them',
  },
  {
    group: 'Pipeline',
    href: '/admin/audit',
    label: 'Audit',
    about: 'Whether every event of a run arrived, stage by stage',
  },
  {
    group: 'Pipeline',
    href: '/admin/cost',
    label: 'Cost',
    about: 'What this traffic would cost on AWS, part by part',
  },
  {
    group: 'Pipeline',
    href: '/admin/trail',
    label: 'Audit log',
    about: 'Who signed in, asked, took files, started traffic, replayed',
    role: 'admin',
  },
] as const;

export type AdminPage = (typeof ADMIN_PAGES)[number];
export const ADMIN_GROUPS = [...new Set(ADMIN_PAGES.map(({ group }) => group))];

/** Those that somebody of a role may open. */
export function pagesFor(role: Role): readonly AdminPage[] {
  return ADMIN_PAGES.filter((page) => !('role' in page) || hasRole(role, page.role));
}
