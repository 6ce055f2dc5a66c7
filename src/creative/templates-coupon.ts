import { templates } from './copy-template.ts';

/** Copy for money or a percentage off. */
export const COUPON_TEMPLATES = [
  ...templates(['Coupon Series'], {
    'headline sms': ['{deal}[ {condition}]', 'Your coupon: {deal}[ {condition}]'],
    'headline email': [
      'Yours to use: {deal}[ {condition}][ {payment}]',
      '{deal}[ {condition}][ {payment}][, until {until}]',
    ],
    'question sms': [
      'Ready for {product}? Take {benefit}[ {condition}].',
      'Had your eye on {product}? Now with {benefit}[ {condition}].',
    ],
    'question email': [
      'Had your eye on {product}? Your coupon takes care of the price: {benefit}[ {condition}][ {payment}].[ It is good until {until}.]',
      'What would you pick with {deal}? Show your code[ {condition}][ {payment}], and the price comes down.[ It holds until {until}.]',
    ],
    'statement sms': ['Take {deal}[ {condition}].[ Use it by {until}.]', 'Enjoy {deal}[ {condition}].'],
    'statement email': [
      'We set aside {deal} for you[ {condition}][ {payment}].[ Your code is good until {until}.]',
      'Your coupon is here: {deal}[ {condition}][ {payment}].[ Bring it along by {until}.]',
    ],
  }),
  ...templates(
    ['Coupon Series'],
    {
      'headline sms': ['VIP price for you: {deal}[ {condition}]'],
      'headline email': ['Reserved for our VIPs: {deal}[ {condition}][ {payment}]'],
      'question sms': ['Looking for something finer? {deal}[ {condition}], VIPs only.'],
      'question email': [
        'What does VIP mean here? Today it means {deal}[ {condition}][ {payment}].[ Reserved for you until {until}.]',
      ],
      'statement sms': ['VIPs first: {deal}[ {condition}].'],
      'statement email': [
        'As one of our VIPs you choose first, and you pay less: {deal}[ {condition}][ {payment}].[ Reserved for you until {until}.]',
      ],
    },
    'vip',
  ),
  ...templates(
    ['Coupon Series'],
    {
      'headline sms': ['For our regulars: {deal}[ {condition}]'],
      'headline email': ['Thank you for coming back: {deal}[ {condition}][ {payment}]'],
      'question sms': ['See you again soon? {deal}[ {condition}] is waiting.'],
      'question email': [
        'Coming by again soon? Make it {product}: as a regular you get {benefit}[ {condition}][ {payment}].[ Good until {until}.]',
      ],
      'statement sms': ['Regulars get more: {deal}[ {condition}].'],
      'statement email': [
        'You keep coming back, and we noticed. Here is {deal}[ {condition}][ {payment}].[ It holds until {until}.]',
      ],
    },
    'frequent',
  ),
  ...templates(
    ['Coupon Series'],
    {
      'headline sms': ['Try something new: {deal}[ {condition}]'],
      'headline email': ['A good reason to try {product}: {benefit}[ {condition}][ {payment}]'],
      'question sms': ['Not tried {product} yet? Start with {benefit}[ {condition}].'],
      'question email': [
        'What comes next for you? We suggest {product}, with {benefit}[ {condition}][ {payment}].[ You have until {until} to decide.]',
      ],
      'statement sms': ['Find a new favourite: {deal}[ {condition}].'],
      'statement email': [
        'There is more here to discover. Start with {product} and take {benefit}[ {condition}][ {payment}].[ Good until {until}.]',
      ],
    },
    'growing',
  ),
] as const;
