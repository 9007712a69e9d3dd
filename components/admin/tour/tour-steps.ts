/** One stop of the tour: a page of the admin, what to do there, and what that shows. */
export interface TourStep {
  readonly id: string;
  /** Pages below it belong to the step as well. */
  readonly path: string;
  readonly title: string;
  readonly todo: string;
  readonly proves: string;
  /** Opens beside the admin, so that the step stays in sight. */
  readonly aside?: { readonly href: string; readonly label: string };
}

export const TOUR_STEPS: readonly TourStep[] = [
  {
    id: 'numbers',
    path: '/admin',
    title: 'Start with the numbers',
    todo: 'Point at any figure: its definition is one hover away, and the period before lies behind the line.',
    proves:
      'People, bots and producers are counted apart everywhere, so synthetic traffic never hides.',
  },
  {
    id: 'shop',
    path: '/admin/live',
    title: 'Do something in the shop',
    todo: 'Open the shop beside this page, allow measuring, look at a product and put it into the cart.',
    proves:
      'Each view, click and addition becomes one event; before you agree nothing is sent at all.',
    aside: { href: '/', label: 'Open the shop in a new tab' },
  },
  {
    id: 'live',
    path: '/admin/live',
    title: 'See it arrive',
    todo: 'Find your own events in the stream by actor human; Pause holds it still, a row leads further.',
    proves:
      'What you see here is already on the disk: an event is shown once it is durable, never before.',
  },
  {
    id: 'xray',
    path: '/admin/events',
    title: 'X-ray one event',
    todo: 'Open an event from the stream, or paste its id: captured, acknowledged, stored, visible.',
    proves:
      'Each step has its time and each event its bytes, from the click to the row in Parquet.',
  },
  {
    id: 'funnel',
    path: '/admin/funnel',
    title: 'Find yourself in the funnel',
    todo: 'Set the filter Actor to human and today: your session stands at the step you reached.',
    proves: 'Dashboards read the same events a moment later, and every bar leads to its sessions.',
  },
  {
    id: 'catalog',
    path: '/admin/catalog',
    title: 'Look up what a number is made of',
    todo: 'Choose a column, such as order_id: the picture shows the models and reports that read it.',
    proves: 'The contract is declared once, and who reads it is found in the reports’ own SQL.',
  },
  {
    id: 'traffic',
    path: '/admin/traffic',
    title: 'Send a crowd',
    todo: 'Start a producer or bots for a minute, with a scenario such as checkout-outage, and watch them work.',
    proves: 'What truly happened is written into the run’s ledger before any event leaves.',
  },
  {
    id: 'audit',
    path: '/admin/audit',
    title: 'Prove that nothing was lost',
    todo: 'Open the audit of that run when it has ended: captured, acknowledged, landed, stage by stage.',
    proves:
      'Ledger and lake are compared event by event: lost, doubled, late and altered come to a count.',
  },
];

/** Whether a page belongs to a step; the overview's path begins every other. */
export function isAt({ path }: Pick<TourStep, 'path'>, here: string): boolean {
  return here === path || (path !== '/admin' && here.startsWith(`${path}/`));
}
