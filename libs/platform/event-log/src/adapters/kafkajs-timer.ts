import { createRequire } from 'node:module';

type RequestQueue = {
  pending: readonly unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
};

const OVERLOADED_LOOK_MS = 10;

/**
 * kafkajs 2.2.4 starts a timer of a negative time on every connection, again and again, although nothing is pending:
 * a thousand wake-ups a second for each connection, and a warning of Node's. This asks only while something waits.
 */
export function calmRequestQueues(): void {
  const require = createRequire(import.meta.url);
  const { prototype } = require('kafkajs/src/network/requestQueue') as {
    prototype: { scheduleCheckPendingRequests(this: RequestQueue): void };
  };
  prototype.scheduleCheckPendingRequests = function schedule(this: RequestQueue): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const throttledForMs = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttledForMs > 0 ? throttledForMs : OVERLOADED_LOOK_MS,
    );
  };
}
