/** The dashboards an admin can open, whatever draws them. */
export const DASHBOARDS = ['funnel', 'products', 'engagement'] as const;
export type DashboardName = (typeof DASHBOARDS)[number];

/** `charts`: our own page at that path. `frame`: a one-time address to embed, never stored or logged. */
export type DashboardView =
  | { readonly kind: 'charts'; readonly path: string }
  | { readonly kind: 'frame'; readonly url: string; readonly expiresInSeconds: number };

/** Our own page of a dashboard. */
export const chartsView = (dashboard: DashboardName): DashboardView => ({
  kind: 'charts',
  path: `/admin/${dashboard}`,
});

/** Why there is no frame. */
export type EmbedFault =
  | 'not_configured'
  | 'domain'
  | 'subscription'
  | 'pricing'
  | 'user'
  | 'unknown_dashboard'
  | 'permission'
  | 'credentials'
  | 'busy'
  | 'unavailable';

/** Told apart by `code`, as all errors that cross bundles; its message never holds an address to embed. */
export class EmbedError extends Error {
  constructor(
    readonly code: EmbedFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbedError';
  }
}

/** Says how a dashboard is shown. Drivers: `charts` and `quicksight`; one contract suite for all. */
export interface DashboardProvider {
  readonly name: 'charts' | 'quicksight' | 'memory';
  /**
   * One view per way of showing it, the first being the default; never empty. Frames are made anew
   * for each call and for whoever looks.
   * @throws {EmbedError} in words.
   */
  views(dashboard: DashboardName, viewer?: string): Promise<readonly DashboardView[]>;
}
