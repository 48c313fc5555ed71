import { InputError } from '../../errors.ts';
import { undoRequest } from '../../services/undo-request.ts';
import { undoView } from '../views/undo.ts';
import { subcommand } from './subcommand.ts';

export const undo = subcommand({
  name: 'undo',
  aliases: [],
  summary: 'take back what you recorded last, or last about a person',
  usage: ['undo [@person]'],
  examples: ['undo', 'undo @jane-doe'],
  args: { people: { min: 0, max: 100 } },
  async run({ args, call, ledger }) {
    const [person, ...more] = args.people;
    if (more.length > 0) throw new InputError('One person at a time, like `/invites undo @jane-doe`.');
    return undoView(await undoRequest(ledger, call, person ? { person } : {}));
  },
});
