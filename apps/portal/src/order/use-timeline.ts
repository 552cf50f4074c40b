import type { OrderDetail, TimelineEntry } from '@abgleich/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { readOlder } from '../api/orders.js';
import { mergeEntries } from './group-timeline.js';

/** The entries of an order as far as they were read: the newest come with the order, older ones page by page on request. */
export function useTimeline({ order, timeline, next }: OrderDetail) {
  const [older, setOlder] = useState<{
    readonly entries: readonly TimelineEntry[];
    readonly next: string | null;
  } | null>(null);
  const cursor = older === null ? next : older.next;
  const page = useMutation({
    mutationFn: (after: string) => readOlder(order, after),
    // What was the newest page is kept as well: newer entries may push some of it out before the next answer.
    onSuccess: (read) =>
      setOlder({
        entries: mergeEntries(mergeEntries(timeline, older?.entries ?? []), read.timeline),
        next: read.next,
      }),
  });
  return {
    entries: mergeEntries(timeline, older?.entries ?? []),
    more: cursor !== null,
    isLoading: page.isPending,
    failed: page.isError,
    loadOlder: () => {
      if (cursor !== null) page.mutate(cursor);
    },
  };
}
