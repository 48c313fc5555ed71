import { InputError } from '../../errors.ts';
import { joinPeople } from '../../services/join-people.ts';
import { joinedView } from '../views/joined.ts';
import { subcommand } from './subcommand.ts';

const example = 'like `/invites same https://www.linkedin.com/in/jane-doe "Jane Doe"`';

export const same = subcommand({
  name: 'same',
  aliases: [],
  summary: 'two ways to write one person',
  usage: ['same @one @other'],
  examples: ['same https://www.linkedin.com/in/jane-doe "Jane Doe"', 'same @jane-doe @jane-doe-smith'],
  // How many is checked below, so that the sentence can name the right number.
  args: { people: { min: 0, max: 100 } },
  async run({ args, call, ledger }) {
    const [one, other, third] = args.people;
    if (!one || !other || third) {
      const count = args.people.length === 0 ? 'nobody' : args.people.length;
      throw new InputError(`This takes exactly two people, and you wrote ${count}. Type two, ${example}.`);
    }
    if (one.key === other.key) {
      throw new InputError(`You wrote the same person twice. Type two different ones, ${example}.`);
    }
    return joinedView(await joinPeople(ledger, call, { people: [one, other] }));
  },
});
