/** The dashboards an admin can open, whatever draws them. */
export const DASHBOARDS = ['funnel', 'products', 'engagement'] as const;
export type DashboardName = (typeof DASHBOARDS)[number];

/** `charts`: our own page at that path. `frame`: a one-time address to embed, never stored or logged. */
export type DashboardView =
  | { readonly kind: 'charts'; readonly path: string }
  | { readonly kind: 'frame'; readonly url: string; readonly expiresInSeconds: number };

/** Says how a dashboard is shown. Drivers: `charts` and `quicksight`; one contract suite for all. */
export interface DashboardProvider {
  readonly name: 'charts' | 'quicksight' | 'memory';
  /** One view per way of showing it, the first being the default; never empty. */
  views(dashboard: DashboardName): Promise<readonly DashboardView[]>;
}
