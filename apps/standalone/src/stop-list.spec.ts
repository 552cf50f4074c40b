import { describe, expect, it } from '@jest/globals';
import { StopList } from './stop-list.js';

describe('StopList', () => {
  it('stops in the opposite order of starting', async () => {
    const stopped: string[] = [];
    const list = new StopList();
    for (const name of ['database', 'services', 'portal']) {
      list.add(name, async () => void stopped.push(name));
    }
    await list.stop();
    expect(stopped).toEqual(['portal', 'services', 'database']);
  });

  it('stops the rest when one part fails, and then tells of the failure', async () => {
    const stopped: string[] = [];
    const list = new StopList();
    list.add('database', async () => void stopped.push('database'));
    list.add('portal', async () => Promise.reject(new Error('stuck')));
    await expect(list.stop()).rejects.toThrow('did not stop cleanly: portal');
    expect(stopped).toEqual(['database']);
  });

  it('stops nothing twice', async () => {
    let stops = 0;
    const list = new StopList();
    list.add('portal', async () => void (stops += 1));
    await Promise.all([list.stop(), list.stop()]);
    expect(stops).toBe(1);
  });
});
