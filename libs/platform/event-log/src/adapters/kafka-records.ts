import type { KafkaMessage } from 'kafkajs';
import type { Delivered } from '../event-log.ts';

/** Header that holds `LogRecord.no`, in decimal. */
export const NO_HEADER = 'provisio-no';

/** A message as consumers get it. Whatever strangers write becomes some text; what nobody can read is put aside later. */
export function deliveredFrom(topic: string, partition: number, message: KafkaMessage): Delivered {
  const no = numberIn(message.headers?.[NO_HEADER]);
  return {
    topic,
    partition,
    position: BigInt(message.offset),
    key: message.key?.toString() ?? '',
    body: message.value?.toString() ?? '',
    ...(no === undefined ? {} : { no }),
  };
}

type Header = NonNullable<KafkaMessage['headers']>[string];

function numberIn(header: Header): bigint | undefined {
  const text = Array.isArray(header) ? undefined : header?.toString();
  return text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
}
