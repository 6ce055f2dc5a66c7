import {
  BOOKINGS,
  COURSES,
  DEVICES,
  ENTRIES,
  GOODS,
  many,
  mass,
  one,
  PLANS,
  type Product,
  productGroup,
  SESSIONS,
} from './product.ts';

/** Fitness, sports, outdoors, wellness and beauty. */
export const ACTIVE_PRODUCTS: readonly Product[] = [
  ...productGroup(
    { category: 'Fitness gear', act: 'buy', benefits: GOODS, gifts: ['gym towel', 'shaker bottle'] },
    [
      one('resistance band set', 'value', 'Fitness', 'for quick workouts anywhere'),
      one('yoga mat', 'value', 'Fitness,Wellness', 'for steady stretching'),
      one('jump rope set', 'value', 'Fitness', 'for cardio in small spaces'),
      one('adjustable dumbbell set', 'mid', 'Fitness', 'for strength training at home'),
      many('running shoes', 'mid', 'Fitness,Sports', 'for longer, softer runs'),
      one('kettlebell set', 'mid', 'Fitness', 'for full-body strength'),
      one('fitness tracker', 'mid', 'Fitness,Technology', 'for counting every step', { benefits: DEVICES }),
      one('smart treadmill', 'premium', 'Fitness,Technology', 'for indoor runs in any weather', {
        benefits: DEVICES,
      }),
      mass('high-end fitness equipment', 'premium', 'Fitness', 'for a serious home gym'),
      one('folding rowing machine', 'premium', 'Fitness', 'for low-impact cardio', { benefits: DEVICES }),
      one('push-up bar set', 'value', 'Fitness', 'for deeper reps on the floor'),
      one('weight bench', 'mid', 'Fitness', 'for presses with good form'),
      one('indoor exercise bike', 'premium', 'Fitness', 'for hill climbs without the hill', {
        benefits: DEVICES,
      }),
    ],
  ),
  ...productGroup(
    {
      category: 'Fitness classes',
      act: 'join',
      benefits: [...PLANS, 'gift'],
      gifts: ['gym bag', 'fitness assessment'],
      fee: 'joining fee',
    },
    [
      one('community gym membership', 'value', 'Fitness', 'for regular training'),
      one('workout app plan', 'value', 'Fitness,Technology', 'for training without a gym', {
        act: 'subscribe',
        fee: 'setup fee',
      }),
      one('yoga studio membership', 'mid', 'Fitness,Wellness', 'for strength and calm'),
      one('climbing gym pass', 'mid', 'Fitness,Sports', 'for new routes every week'),
      one('swim club membership', 'mid', 'Fitness,Sports', 'for laps before work'),
      one(
        'boutique fitness club membership',
        'premium',
        'Fitness,Wellness',
        'for small classes and top coaches',
      ),
      one('personal training package', 'premium', 'Fitness', 'for coaching around your own targets', {
        act: 'book',
        fee: 'booking fee',
        benefits: COURSES,
      }),
      one('spin class pack', 'value', 'Fitness,Music', 'for pedaling to the beat', {
        act: 'book',
        fee: 'booking fee',
        benefits: COURSES,
      }),
      one('outdoor bootcamp pass', 'value', 'Fitness,Outdoors', 'for dawn sessions in the park'),
      one('boxing gym membership', 'mid', 'Fitness,Sports', 'for footwork and fast hands'),
      one('all-club gym pass', 'premium', 'Fitness,Travel', 'for a workout in any city'),
    ],
  ),
  ...productGroup(
    { category: 'Sports', act: 'buy', benefits: GOODS, gifts: ['sports bag', 'water bottle'] },
    [
      one('pickleball paddle set', 'value', 'Sports', 'for weekend games'),
      one('soccer ball', 'value', 'Sports', 'for the park and the pitch'),
      one('team jersey', 'mid', 'Sports,Fashion', 'for match days', { gifts: ['team scarf'] }),
      one('tennis racket', 'mid', 'Sports', 'for cleaner strokes'),
      many('basketball shoes', 'mid', 'Sports,Fashion', 'for quick cuts on court'),
      one('golf club set', 'premium', 'Sports', 'for a longer drive'),
      one('carbon road bike', 'premium', 'Sports,Fitness', 'for fast, light riding'),
      one('badminton set', 'value', 'Sports,Outdoors', 'for rallies in the yard'),
      one('cycling helmet', 'mid', 'Sports,Outdoors', 'for cool, protected rides'),
    ],
  ),
  ...productGroup(
    {
      category: 'Sports events',
      act: 'book',
      benefits: BOOKINGS,
      gifts: ['match program', 'parking pass'],
      upgrades: ['seat upgrade'],
      fee: 'booking fee',
    },
    [
      many('college game tickets', 'value', 'Sports,Entertainment', 'for a loud night out'),
      one('local fun run entry', 'value', 'Sports,Fitness', 'for a first race', { benefits: ENTRIES }),
      one('surf lesson package', 'mid', 'Sports,Outdoors', 'for catching a first wave', {
        benefits: ENTRIES,
      }),
      one('ski lift pass', 'mid', 'Sports,Outdoors', 'for a day on the slopes', { benefits: ENTRIES }),
      many('season tickets', 'premium', 'Sports,Entertainment', 'for every home game'),
      one('stadium box experience', 'premium', 'Sports,Entertainment', 'for the best view in the house'),
      many('minor league tickets', 'value', 'Sports,Entertainment', 'for ballpark nights with friends'),
      one('golf tee time', 'mid', 'Sports,Outdoors', 'for eighteen unhurried holes', { benefits: ENTRIES }),
      one('half marathon entry', 'mid', 'Sports,Fitness', 'for a finish line to chase', {
        benefits: ENTRIES,
      }),
    ],
  ),
  ...productGroup(
    { category: 'Outdoor gear', act: 'buy', benefits: GOODS, gifts: ['trail map', 'camping mug'] },
    [
      one('camping lantern', 'value', 'Outdoors', 'for bright nights at camp'),
      one('daypack', 'value', 'Outdoors,Travel', 'for short hikes'),
      many('hiking boots', 'mid', 'Outdoors', 'for rough trails'),
      one('two-person tent', 'mid', 'Outdoors', 'for quick weekend escapes'),
      one('fishing kit', 'mid', 'Outdoors', 'for quiet mornings by the lake', { gifts: ['camping mug'] }),
      one('touring kayak', 'premium', 'Outdoors,Sports', 'for days on the water', { gifts: ['dry bag'] }),
      one('trail mountain bike', 'premium', 'Outdoors,Sports', 'for steep forest tracks'),
      one('hammock kit', 'value', 'Outdoors', 'for naps between two trees'),
      many('trekking poles', 'mid', 'Outdoors', 'for steadier downhill miles'),
      one('down sleeping bag', 'premium', 'Outdoors', 'for warmth on frosty nights'),
    ],
  ),
  ...productGroup(
    {
      category: 'Outdoor trips',
      act: 'book',
      benefits: BOOKINGS,
      gifts: ['picnic basket', 'field guide'],
      upgrades: ['cabin upgrade'],
      fee: 'booking fee',
    },
    [
      one('national park pass', 'value', 'Outdoors,Travel', 'for a year of open trails'),
      one('campsite stay', 'value', 'Outdoors,Travel', 'for nights under the stars'),
      one('guided hiking weekend', 'mid', 'Outdoors,Travel', 'for views worth the climb'),
      one('horseback trail ride', 'mid', 'Outdoors,Sports', 'for slow miles through the hills', {
        benefits: BOOKINGS.filter((kind) => kind !== 'upgrade'),
      }),
      one('glamping retreat', 'premium', 'Outdoors,Travel', 'for nature with a proper bed'),
      one('canoe rental', 'value', 'Outdoors,Sports', 'for a lazy river afternoon', { benefits: ENTRIES }),
      one('whale watching tour', 'mid', 'Outdoors,Travel', 'for giants close to shore', {
        benefits: ENTRIES,
      }),
      one('polar wildlife expedition', 'premium', 'Outdoors,Travel', 'for penguins and blue ice', {
        benefits: BOOKINGS.filter((kind) => kind !== 'gift'),
      }),
    ],
  ),
  ...productGroup(
    { category: 'Wellness', act: 'buy', benefits: GOODS, gifts: ['eye mask', 'scented candle'] },
    [
      one('herbal tea collection', 'value', 'Wellness,Food', 'for a calmer evening'),
      one('foam roller', 'value', 'Wellness,Fitness', 'for loose, rested muscles'),
      one('meditation app plan', 'value', 'Wellness,Technology', 'for ten quiet minutes a day', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('weighted blanket', 'mid', 'Wellness,Home', 'for deeper sleep'),
      one('aroma diffuser', 'mid', 'Wellness,Home', 'for a restful room'),
      one('vitamin subscription', 'mid', 'Wellness,Fitness', 'for an easy daily routine', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('massage chair', 'premium', 'Wellness,Home', 'for relief after long days', { benefits: DEVICES }),
      one('wellness retreat', 'premium', 'Wellness,Travel', 'for a full reset', {
        act: 'book',
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'installments', 'gift'],
      }),
      one('bath salt set', 'value', 'Wellness,Beauty', 'for a long, warm soak'),
      one('sunrise alarm clock', 'mid', 'Wellness,Technology', 'for gentle, bright mornings', {
        benefits: DEVICES,
      }),
      one('infrared sauna', 'premium', 'Wellness,Home', 'for heat after cold days', { benefits: DEVICES }),
    ],
  ),
  ...productGroup(
    { category: 'Beauty', act: 'buy', benefits: GOODS, gifts: ['travel-size sample', 'makeup pouch'] },
    [
      one('daily moisturizer set', 'value', 'Beauty', 'for soft skin all year'),
      one('nail polish set', 'value', 'Beauty,Fashion', 'for a salon look at home'),
      one('skincare set', 'mid', 'Beauty,Wellness', 'for a simple morning routine'),
      one('hair styling tool', 'mid', 'Beauty', 'for smooth, quick mornings', { benefits: DEVICES }),
      one('monthly beauty box', 'mid', 'Beauty,Shopping', 'for trying something new', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('designer fragrance', 'premium', 'Beauty,Fashion', 'for a signature scent'),
      one('luxury spa day', 'premium', 'Beauty,Wellness', 'for head-to-toe care', {
        act: 'book',
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'installments', 'gift'],
      }),
      one('lip balm set', 'value', 'Beauty', 'for smooth lips in winter'),
      one('makeup brush set', 'value', 'Beauty', 'for an even, soft blend'),
      one('sheet mask bundle', 'value', 'Beauty,Wellness', 'for a Sunday night glow'),
      one('beard grooming set', 'value', 'Beauty', 'for a neat, soft trim', {
        gifts: ['travel-size sample'],
      }),
      one('eyeshadow palette', 'mid', 'Beauty,Fashion', 'for looks from desk to dance'),
      one('electric shaver', 'mid', 'Beauty,Technology', 'for a close, gentle finish', {
        benefits: DEVICES,
        gifts: ['travel-size sample'],
      }),
      one('hair color appointment', 'mid', 'Beauty,Fashion', 'for a shade that suits you', {
        act: 'book',
        benefits: SESSIONS,
      }),
      one('facial treatment', 'mid', 'Beauty,Wellness', 'for skin that looks rested', {
        act: 'book',
        benefits: SESSIONS,
      }),
      one('ionic hair dryer', 'premium', 'Beauty,Technology', 'for salon volume in minutes', {
        benefits: DEVICES,
      }),
      one('salon club membership', 'premium', 'Beauty', 'for a stylist on standby', {
        act: 'join',
        benefits: PLANS,
        fee: 'joining fee',
      }),
    ],
  ),
];
