import {
  BOOKINGS,
  ENTRIES,
  GOODS,
  many,
  mass,
  ORDERS,
  one,
  PLANS,
  type Product,
  productGroup,
} from './product.ts';

/** Travel, flights, hotels, takeout, live shows and streaming. */
export const OUTING_PRODUCTS: readonly Product[] = [
  ...productGroup(
    {
      category: 'Travel',
      act: 'book',
      benefits: BOOKINGS,
      gifts: ['airport transfer', 'breakfast'],
      upgrades: ['room upgrade', 'late checkout'],
      fee: 'booking fee',
    },
    [
      one('hostel weekend', 'value', 'Travel', 'for new friends on the road', {
        benefits: BOOKINGS.filter((k) => k !== 'upgrade'),
      }),
      one('scenic rail pass', 'value', 'Travel', 'for window seats across the country', {
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'feeWaiver'],
      }),
      one('guided walking tour', 'value', 'Travel,Art', 'for stories behind old streets', {
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'twoForOne'],
      }),
      one('weekend city break', 'mid', 'Travel', 'for two days somewhere new'),
      one('beach hotel stay', 'mid', 'Travel,Wellness', 'for sun and slow mornings'),
      one('mountain cabin rental', 'mid', 'Travel,Outdoors', 'for fresh air and quiet'),
      mass('travel insurance', 'mid', 'Travel', 'for trips without worries', {
        act: 'insure',
        benefits: ['percentOff', 'cashback', 'points'],
      }),
      one('river cruise', 'premium', 'Travel,Food', 'for a new town every morning'),
      one('business-class flight', 'premium', 'Travel', 'for arriving rested', {
        benefits: [
          'percentOff',
          'moneyOff',
          'cashback',
          'points',
          'pointsMultiplier',
          'installments',
          'feeWaiver',
        ],
      }),
      one('five-star resort stay', 'premium', 'Travel,Wellness', 'for a week of being looked after'),
      one('camper van rental', 'mid', 'Travel,Outdoors', 'for a bedroom with wheels', { benefits: ENTRIES }),
      one('island hopping tour', 'premium', 'Travel,Outdoors', 'for a different beach each day'),
    ],
  ),
  ...productGroup(
    { category: 'Travel gear', act: 'buy', benefits: GOODS, gifts: ['luggage tag', 'passport cover'] },
    [
      one('packing cube set', 'value', 'Travel,Shopping', 'for lighter bags'),
      one('carry-on suitcase', 'mid', 'Travel,Fashion', 'for skipping the baggage line'),
      one('travel backpack', 'mid', 'Travel,Outdoors', 'for long weekends'),
      one('premium luggage set', 'premium', 'Travel,Fashion', 'for arriving in style'),
    ],
  ),
  ...productGroup(
    {
      category: 'Flights',
      act: 'book',
      benefits: BOOKINGS,
      gifts: ['checked bag', 'lounge visit'],
      upgrades: ['legroom upgrade', 'cabin upgrade'],
      fee: 'change fee',
    },
    [
      one('red-eye flight', 'value', 'Travel', 'for waking up somewhere else'),
      mass('airport parking', 'value', 'Travel,Cars', 'for a short walk to check-in', {
        benefits: ENTRIES.filter((kind) => kind !== 'feeWaiver'),
      }),
      one('round-trip flight', 'mid', 'Travel', 'for the journey you keep postponing'),
      one('airport lounge pass', 'mid', 'Travel,Food', 'for quiet before boarding', {
        benefits: ENTRIES.filter((kind) => kind !== 'feeWaiver'),
      }),
      one('first-class flight', 'premium', 'Travel', 'for a real bed in the sky', { benefits: ENTRIES }),
      one('scenic helicopter flight', 'premium', 'Travel,Photography', 'for canyons from the air', {
        benefits: ENTRIES,
      }),
    ],
  ),
  ...productGroup(
    {
      category: 'Hotels',
      act: 'book',
      benefits: BOOKINGS,
      gifts: ['breakfast', 'welcome basket'],
      upgrades: ['room upgrade', 'late checkout'],
      fee: 'resort fee',
    },
    [
      one('roadside motel night', 'value', 'Travel,Cars', 'for breaking up the drive', {
        fee: 'booking fee',
      }),
      one('farm guesthouse stay', 'value', 'Travel,Outdoors', 'for roosters and fresh eggs', {
        fee: 'booking fee',
      }),
      one('family hotel stay', 'mid', 'Travel', 'for pools and bunk beds'),
      one('boutique hotel stay', 'mid', 'Travel,Art', 'for rooms with real character'),
      one('pet-friendly hotel stay', 'mid', 'Travel,Pets', 'for taking the dog along'),
      one('oceanfront suite', 'premium', 'Travel', 'for waves from the balcony'),
      one('castle hotel stay', 'premium', 'Travel,Art', 'for sleeping inside history'),
    ],
  ),
  ...productGroup(
    { category: 'Takeout and cafes', act: 'place', benefits: ORDERS.filter((kind) => kind !== 'voucher') },
    [
      one('restaurant delivery order', 'value', 'Food', 'for dinner without the dishes'),
      one('coffee shop pass', 'value', 'Food', 'for a fresh cup nearby', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('family takeout order', 'mid', 'Food', 'for feeding everyone at once'),
      one('salad bowl plan', 'mid', 'Food,Fitness', 'for lunches with more greens', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'delivery fee',
      }),
      one('party catering order', 'premium', 'Food,Entertainment', 'for hosts who want to mingle'),
      one('chef meal plan', 'premium', 'Food,Wellness', 'for fine dinners all week', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'delivery fee',
      }),
    ],
  ),
  ...productGroup(
    {
      category: 'Live shows',
      act: 'book',
      benefits: BOOKINGS,
      gifts: ['show program', 'souvenir cup'],
      upgrades: ['seat upgrade', 'balcony upgrade'],
      fee: 'ticket fee',
    },
    [
      many('open-air concert tickets', 'value', 'Music,Entertainment', 'for summer songs on the grass'),
      many('magic show tickets', 'value', 'Entertainment', 'for tricks you cannot explain'),
      many('jazz club tickets', 'mid', 'Music,Entertainment', 'for late sets and low light'),
      many('ballet tickets', 'mid', 'Entertainment,Art', 'for stories without words'),
      many('circus tickets', 'mid', 'Entertainment', 'for gasps from every row'),
      many('front-row concert tickets', 'premium', 'Music,Entertainment', 'for eye contact with the band', {
        benefits: ENTRIES,
      }),
      many('opera box tickets', 'premium', 'Entertainment,Music', 'for arias with a view', {
        benefits: ENTRIES,
      }),
    ],
  ),
  ...productGroup({ category: 'Streaming', act: 'subscribe', benefits: PLANS, fee: 'activation fee' }, [
    one('documentary streaming plan', 'value', 'Entertainment,Learning', 'for true stories after dinner'),
    one('podcast app plan', 'value', 'Entertainment,Learning', 'for shows without ads'),
    one('sports streaming plan', 'mid', 'Sports,Entertainment', 'for live games on the couch'),
    one('family streaming bundle', 'mid', 'Entertainment,Technology', 'for four screens at once'),
    one('lossless music plan', 'mid', 'Music,Technology', 'for every detail in the mix'),
    one(
      'ultimate streaming bundle',
      'premium',
      'Entertainment,Gaming',
      'for movies, games and music together',
    ),
  ]),
];
