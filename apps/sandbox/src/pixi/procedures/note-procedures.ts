import { done, nothingToDo, type Procedure } from './procedure.js';

export const pixiSetOrderShippingLock: Procedure<'pixiSetOrderShippingLock'> = ({
  params,
  now,
  run,
}) => {
  const locked = params.bit('locked') ?? true;
  const orderNr = params.number('orderNumber') ?? 0;
  const user = params.text('userName') ?? 'API';
  const reason = params.text('reason') ?? '';
  const { changed } = run({ do: 'lock-order', at: now, orderNr, locked, user, reason });
  if (changed) return done;
  return nothingToDo(`Order ${orderNr} is already ${locked ? 'locked' : 'unlocked'}`);
};

export const pixiCreateOrderComment: Procedure<'pixiCreateOrderComment'> = ({
  params,
  now,
  run,
}) => {
  const orderNr = params.number('orderNumber') ?? 0;
  const user = params.text('userName') ?? 'API';
  run({ do: 'comment-order', at: now, orderNr, text: params.text('text') ?? '', user });
  return done;
};

export const pixiAddOrderComment: Procedure<'pixiAddOrderComment'> = ({ params, now, run }) => {
  const orderNr = params.number('orderNumber') ?? 0;
  run({ do: 'comment-order', at: now, orderNr, text: params.text('text') ?? '', user: 'API' });
  return { resultCode: 0 };
};
