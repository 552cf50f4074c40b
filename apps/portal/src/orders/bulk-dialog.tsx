import type { BulkAction, BulkTarget } from '@abgleich/contracts';
import { Button, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { actOnOrders, previewBulk } from '../api/orders.js';
import { failureOf } from '../order/failure-of.js';
import { BulkPreviewText } from './bulk-preview-text.js';
import { BulkResults } from './bulk-results.js';
import { DialogFrame } from '../ui/dialog-frame.js';
import classes from './bulk.module.css';

type BulkDialogProps = {
  readonly action: BulkAction;
  readonly target: BulkTarget;
  readonly onClose: (isDone: boolean) => void;
};

/** First what would happen, then, after one more click, what came of each order. */
export function BulkDialog({ action, target, onClose }: BulkDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const preview = useQuery({
    queryKey: ['bulk-preview', action, target],
    queryFn: () => previewBulk({ action, target }),
    // What was shown is what is done: it does not change under the reader.
    staleTime: Infinity,
    gcTime: 0,
  });
  const act = useMutation({
    mutationFn: (asOf: string) => actOnOrders({ action, target, asOf }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['orders'] }),
  });
  const { data } = preview;
  const failed = act.error ?? preview.error;
  return (
    <DialogFrame
      title={t(`bulk.${action}Title`)}
      onClose={() => onClose(act.isSuccess)}
      testId="bulk-dialog"
    >
      {act.data !== undefined ? (
        <BulkResults action={action} results={act.data.results} />
      ) : data === undefined ? (
        preview.error === null && <Loader size="sm" aria-label={t('app.loading')} />
      ) : (
        <BulkPreviewText action={action} preview={data} />
      )}
      {failed !== null && (
        <p className={classes.failed} role="alert">
          {t(failureOf(failed))}
        </p>
      )}
      <div className={classes.choices}>
        <Button variant="default" onClick={() => onClose(act.isSuccess)}>
          {t(act.isSuccess ? 'bulk.close' : 'action.cancel')}
        </Button>
        {!act.isSuccess && data !== undefined && (
          <Button
            onClick={() => act.mutate(data.asOf)}
            loading={act.isPending}
            disabled={data.orders === 0 || (action === 'resolve' && data.problems.length === 0)}
            data-testid="bulk-confirm"
          >
            {t(`bulk.${action}Confirm`, { count: data.orders })}
          </Button>
        )}
      </div>
    </DialogFrame>
  );
}
