/** The services that a distributed start can use, by their names in `TEST_SERVICES`. */
export const SERVICE_NAMES = ['postgres', 'kafka', 'redis', 'rpc', 'elasticsearch', 's3'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** A process to start. `refusesRoot`: it must not see itself as root. */
export type Command = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly refusesRoot?: boolean;
};

/** How one real service is fetched, started and asked. */
export type Service = {
  readonly name: ServiceName;
  /** Names the folder of the installation: another version is another folder. */
  readonly version: string;
  /** Longest wait from start to first answer. */
  readonly patienceMs: number;
  /** Ends the process in order; it is killed when it does not go. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Puts what it needs into the empty folder `into`. Absent: it comes with the machine or with our packages. */
  readonly install?: (into: string) => Promise<void>;
  /** Writes its settings below the empty folder `data`. @returns the process to start and the URL it will answer at. */
  readonly prepare: (installed: string, data: string) => Promise<{ process: Command; url: string }>;
  /** Asks in the service's own protocol. Rejects until it answers. */
  readonly probe: (url: string) => Promise<void>;
};
