/** How one service is laid out. */
export interface Sizing {
  readonly cpu: 256 | 512 | 1024;
  readonly memoryMiB: 1024 | 2048;
  readonly least: number;
  readonly most: number;
}

export interface WebConfig {
  readonly stage: 'dev' | 'prod';
  /** Name that visitors type; CloudFront's own where absent. */
  readonly domain: { readonly name: string; readonly certificateArn: string } | null;
  /** Address that pages are built for, before CloudFront's is known. */
  readonly publicUrl: string | null;
  /** Tasks reach AWS by addresses of their own, or through gateways. */
  readonly egress: 'public-ip' | 'nat';
  /** AWS's list of CloudFront's addresses in this region, where its rule is wanted as well. */
  readonly prefixList: string | null;
  readonly ingest: Sizing;
  readonly web: Sizing;
}

/** One task of each is enough to try things, and stands in one availability zone. */
const SIZES: Readonly<Record<WebConfig['stage'], Pick<WebConfig, 'ingest' | 'web'>>> = {
  dev: {
    ingest: { cpu: 256, memoryMiB: 1024, least: 1, most: 2 },
    web: { cpu: 256, memoryMiB: 1024, least: 1, most: 2 },
  },
  prod: {
    ingest: { cpu: 512, memoryMiB: 1024, least: 2, most: 20 },
    web: { cpu: 512, memoryMiB: 1024, least: 2, most: 6 },
  },
};

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const CERTIFICATE = /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/;
const PREFIX_LIST = /^pl-[0-9a-f]+$/;

/**
 * Reads the context (`-c name=value`) that the web side takes.
 * @throws {Error} naming the value that is wrong and what it may be.
 */
export function readWebConfig(context: (name: string) => unknown): WebConfig {
  const text = (name: string, rule: RegExp, what: string): string | null => {
    const value = context(name);
    if (value === undefined || value === '') return null;
    if (typeof value === 'string' && rule.test(value)) return value;
    throw new Error(`-c ${name}=${String(value)}: give ${what}`);
  };
  const stage = text('stage', /^(dev|prod)$/, 'dev or prod') ?? 'dev';
  const egress = text('egress', /^(public-ip|nat)$/, 'public-ip or nat') ?? 'public-ip';
  const name = text('domain', DOMAIN, 'a domain name, such as shop.example.com');
  const certificateArn = text(
    'certificate',
    CERTIFICATE,
    'the ARN of a certificate in us-east-1, which is where CloudFront looks for it',
  );
  if ((name === null) !== (certificateArn === null)) {
    throw new Error('-c domain and -c certificate: give both or neither');
  }
  const given = text(
    'publicUrl',
    /^https:\/\/[a-z0-9.-]+$/,
    'an address, such as https://shop.example.com',
  );
  return {
    stage: stage as WebConfig['stage'],
    egress: egress as WebConfig['egress'],
    domain: name && certificateArn ? { name, certificateArn } : null,
    publicUrl: name ? `https://${name}` : given,
    prefixList: text('prefixList', PREFIX_LIST, 'the id of a managed prefix list, pl-…'),
    ...SIZES[stage as WebConfig['stage']],
  };
}
