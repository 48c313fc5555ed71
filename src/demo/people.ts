import { handleKey, type PersonRef } from '../linkedin/person.ts';
import type { Dice } from './dice.ts';

const givenNames = words(
  'Aisha Bruno Chloe Daniel Elena Felix Grace Hugo Ingrid Jamal Kavya Liam Mei Nadia Oscar Priya Quentin Rosa Samir Tessa Ugo Vera Wanda Xavier Yara Zoltan',
);
const familyNames = words(
  'Andersson Bianchi Castro Dubois Eriksen Fischer Gupta Haddad Ivanova Jansen Kowalski Lopez Moreau Nakamura Olsen Petrov Quiroga Rossi Silva Tanaka Ueda Varga Weber Xu Yilmaz Zhang',
);

/** Invents people who exist nowhere: the number in the address keeps two of one name apart. */
export function inventPeople(dice: Dice): () => PersonRef {
  return () => {
    const name = `${dice.pick(givenNames)} ${dice.pick(familyNames)}`;
    const number = String(dice.upTo(100_000)).padStart(5, '0');
    return { key: handleKey(`${name.toLowerCase().replace(' ', '-')}-${number}`), name };
  };
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
