import type { Product } from './engines.ts';

/** A system that Prometheus is released for. */
export type Platform = 'linux-amd64' | 'linux-arm64' | 'darwin-amd64' | 'darwin-arm64';

export interface Release {
  version: string;
  /** The SHA-256 of each platform's archive, in hex. A platform without one is not fetched. */
  sha256: Partial<Record<Platform, string>>;
}

/** Where releases are fetched from. */
export interface Releases {
  /** `<baseUrl>/<product>/releases/download/v<version>/<archive>` is an archive. */
  baseUrl: string;
  table: Readonly<Record<Product, Release>>;
  /** How long a server may send nothing, in milliseconds: to answer, and between two pieces of the archive. */
  stallMs: number;
}

/**
 * What is fetched: the official archives, with the sums of each release's `sha256sums.txt`. Whoever changes a version
 * copies its sums from there, and nowhere else.
 */
export const OFFICIAL: Releases = {
  baseUrl: 'https://github.com/prometheus',
  stallMs: 10_000,
  table: {
    prometheus: {
      version: '3.13.1',
      sha256: {
        'linux-amd64': '962b812371aff838d152b6ff2d56fdb7a6396f5542f48ebf73421b9721f0d103',
        'linux-arm64': 'fbd8e5e0f6ad2e7d053e717739186caee4fd0cab2cf9335bfc86c292fe2a2bfe',
        'darwin-amd64': 'bc6cef4bdbeb3d0974ac161684dd2a0c4d4e341a13a4a634917b1c09d0f33fc5',
        'darwin-arm64': '28d1f1224b2a22f84c801487fad4b3bd58f94a8cb58cf9340557e787030c9703',
      },
    },
    alertmanager: {
      version: '0.34.0',
      sha256: {
        'linux-amd64': '19c75a11d8c03dc4ade7abdbddfb3a8f28c9e7b000d0849cda0cd71dffd74a03',
        'linux-arm64': 'a96ef16598ddc58e84d28167b3352b30e3205698d76c56ef467e4504d7664da4',
        'darwin-amd64': '2c76c6bb30f030296cbfbf803bfd99494987197fcb8743f73ef5f351d568ce97',
        'darwin-arm64': '0cb31efe439c58ab77594b62a28f9de95f2d08beccf0f11eba4b822b2f549b82',
      },
    },
  },
};

/** The platform in the releases' words: `linux-amd64`. On others than {@link Platform} no release is found. */
export function platformName(): string {
  return `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
}

/** A product's archive for a platform, and the folder in it: `prometheus-3.13.1.linux-amd64`. */
export function releaseName(product: Product, { version }: Release, platform: string): string {
  return `${product}-${version}.${platform}`;
}
