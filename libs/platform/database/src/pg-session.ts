import { Client, type Notification, type QueryResultRow } from 'pg';
import { columnTypes } from './column-types.ts';
import { databaseError } from './database.errors.ts';

type Listener = (payload: string) => void;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/**
 * One connection that stays, for LISTEN and for locks that last as long as a session. It connects at first use, and
 * again after a loss when somebody listens; a listener is then called once, because it may have missed something.
 */
export class PgSession {
  private client: Client | undefined;
  private opening: Promise<Client> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly lossCallbacks = new Set<() => void>();
  private reconnecting: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly url: string,
    private readonly applicationName = 'provisio session',
  ) {}

  /** Runs one statement outside any transaction of ours. @throws {DatabaseUnavailable} */
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
    const result = this.last.then(async () => {
      try {
        const client = await this.connected();
        return (await client.query<QueryResultRow>(sql, params as unknown[] | undefined)).rows as Row[];
      } catch (error) {
        throw databaseError(error);
      }
    });
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Calls `listener` for each NOTIFY on `channel`, from when it resolves. @returns what ends it. */
  async listen(channel: string, listener: Listener): Promise<() => void> {
    const known = this.listeners.get(channel);
    if (known !== undefined) known.add(listener);
    else {
      this.listeners.set(channel, new Set([listener]));
      await this.query(`listen ${channel}`);
    }
    return () => void this.listeners.get(channel)?.delete(listener);
  }

  /** Calls `callback` each time the connection, and with it every session lock, is gone. @returns what ends it. */
  onLost(callback: () => void): () => void {
    this.lossCallbacks.add(callback);
    return () => void this.lossCallbacks.delete(callback);
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.reconnecting);
    await this.last;
    await this.client?.end();
  }

  private connected(): Promise<Client> {
    if (this.client !== undefined) return Promise.resolve(this.client);
    this.opening ??= this.open().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async open(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      types: columnTypes,
      keepAlive: true,
      application_name: this.applicationName,
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => undefined); // Followed by `end`, which is where it is handled.
    client.on('notification', ({ channel, payload }: Notification) => this.tell(channel, payload ?? ''));
    await client.connect();
    for (const channel of this.listeners.keys()) await client.query(`listen ${channel}`);
    client.once('end', () => this.lost());
    this.client = client;
    return client;
  }

  private tell(channel: string, payload: string): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(payload);
  }

  private lost(): void {
    this.client = undefined;
    for (const callback of this.lossCallbacks) callback();
    if (!this.isClosed && this.listeners.size > 0) this.reconnect(FIRST_PAUSE_MS);
  }

  private reconnect(pauseMs: number): void {
    this.reconnecting = setTimeout(() => {
      this.connected().then(
        () => {
          for (const channel of this.listeners.keys()) this.tell(channel, '');
        },
        () => this.isClosed || this.reconnect(Math.min(pauseMs * 2, LONGEST_PAUSE_MS)),
      );
    }, pauseMs);
    this.reconnecting.unref();
  }
}
