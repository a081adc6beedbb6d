-- api-version: 1
--
-- Every word that Supine shows or says, in English. A translation is a copy of this file under its language's code
-- (de.lua, fr.lua) with the same names on the left. The program asks for texts by their dotted place: "home.start".
-- {1} and {2} stand for something filled in; keep them as they are. What is counted has two forms, one and many.

return {
  -- ---- spoken and shown while moving ------------------------------------------------------------------------
  -- cue    the big word, read from two metres: at most 14 characters
  -- hint   the line below it
  -- say    spoken; the word in [brackets] falls on the first moment of the movement, so it comes early
  -- lane   on the breath track, short
  cues = {
    reach_up = {
      cue = "Breathe in",
      hint = "to the ceiling, palms facing",
      say = "Breathe [in], and reach for the ceiling",
      lane = "In · reach up",
    },
    reach_overhead = {
      cue = "Breathe out",
      hint = "slowly overhead, within comfort",
      say = "And [out], slowly, over your head",
      lane = "Out · overhead",
    },
    lower = {
      cue = "Lower",
      hint = "back the same way, easy breath",
      say = "And [lower], breathing easily",
      lane = "Lower",
    },
    settle = { cue = "Settle", hint = "arms heavy beside you", say = "", lane = "Settle" },
    raise = {
      cue = "Arms up",
      hint = "both hands to the ceiling",
      say = "[Raise] both arms to the ceiling",
      lane = "Arms up",
    },
    turn = {
      cue = "Turn palms",
      hint = "arms up, palms to your feet",
      say = "[Turn] your palms to your feet",
      lane = "Turn",
    },
    lower_elbows = {
      cue = "Breathe out",
      hint = "slowly, elbows down and out",
      say = "Breathe [out], and let the elbows sink",
      lane = "Out · elbows down",
    },
    reach_back_up = {
      cue = "Breathe in",
      hint = "hands up, palms to your feet",
      say = "Breathe [in], and reach back up",
      lane = "In · reach up",
    },
    lower_to_rest = {
      cue = "Lower",
      hint = "arms down beside you",
      say = "[Lower] your arms, and rest",
      lane = "Lower",
    },
  },

  -- ---- the session screen -----------------------------------------------------------------------------------
  session = {
    get_ready = {
      cue = "Get ready",
      hint = "lie on the roll, knees bent, arms at your sides",
      say = "[Get] ready",
      lane = "Get ready",
    },
    count_in = { cue = "Starting", hint = "an easy breath", say = "", lane = "3 · 2 · 1" },
    rest = {
      cue = "Rest",
      hint = "breathe as you like",
      say = "[Rest] for a moment",
      lane = "Rest",
    },
    ["return"] = {
      cue = "Slowly back",
      hint = "back to where this one starts",
      say = "[Slowly] back to the start",
      lane = "Back",
    },
    done = { cue = "Well done", hint = "stay as long as you like", say = "[Well] done", lane = "Done" },
    of = "of {1}",
    next = "Next: {1}",
    ready = "I am ready",
    -- spoken before the first words of a repetition: "Two. Breathe in, …"
    numbers = {
      ["1"] = "One", ["2"] = "Two", ["3"] = "Three", ["4"] = "Four", ["5"] = "Five",
      ["6"] = "Six", ["7"] = "Seven", ["8"] = "Eight", ["9"] = "Nine", ["10"] = "Ten",
    },
    last_rep = "Last one",
  },

  -- ---- before the first session ------------------------------------------------------------------------------
  safety = {
    title = "Before you start",
    intro = "Please read this once. You can read it again from the home screen.",
    ["for"] = {
      title = "Who it is for",
      text = "Generally healthy adults whose upper back feels stiff, in the morning or through the day, and who "
        .. "want to stand and sit taller.",
    },
    not_for = {
      title = "Not for you if",
      text = "you have severe osteoporosis of the spine and a high risk of a spinal fracture.",
    },
    always = {
      title = "Always",
      text = "Without pain, and only as far as your shoulders like to go. The hands need not reach the floor.",
    },
    ask = {
      title = "Ask a doctor or physiotherapist first",
      text = "after a fracture of a vertebra or rib, with osteoporosis, after recent surgery on shoulder, neck or "
        .. "chest, after a dislocated shoulder, when pregnant, or with chest pain that nobody has explained.",
    },
    stop = { title = "Stop at once", text = "if you feel pain, pins and needles, or dizziness." },
    equipment = {
      title = "What you need",
      text = "A bath towel or a thick hand towel, a pillow for head and neck, and a firm place to lie on: rather "
        .. "not a soft mattress.",
    },
    credit = "The technique is physiotherapist Michelle Kenway’s. She has not endorsed this program. It gives no "
      .. "medical advice.",
    understood = "I understand",
    close = "Back",
  },

  -- ---- setting up: six steps, each with a picture -------------------------------------------------------------
  setup = {
    title = "How to set up",
    intro = "Six steps, about a minute.",
    fold = { title = "Fold", text = "Fold a bath towel in half lengthways." },
    roll = { title = "Roll", text = "Roll it up from one end, snug and even." },
    grasp = {
      title = "Thumb and middle finger",
      text = "Stop rolling when thumb and middle finger just touch as one hand holds the roll.",
    },
    place = {
      title = "Place it",
      text = "Lay the roll along the line of your spine, where your upper and middle back will be.",
    },
    lie = {
      title = "Lie down",
      text = "Lie on your back, right on the roll. It should feel comfortable. If not, make it thinner or take a "
        .. "hand towel.",
    },
    settle = {
      title = "Pillow and knees",
      text = "Let a pillow carry your head and neck. Bend both knees, both feet flat. You are ready.",
    },
  },

  -- ---- the home screen ---------------------------------------------------------------------------------------
  home = {
    subtitle = "Towel, pillow, and a few slow breaths.",
    start = "Start",
    no_routines = "There is no routine to start. Run “supine doctor” to see why.",
    setup = "How to set up",
    settings = "Settings",
    safety = "Before you start",
    quit = "Quit",
    progress = "Progress",
  },

  routine = {
    start = "Start",
    designed_by = "Designed by {1}",
    reviewed_by = "Reviewed by {1}",
  },

  greeting = {
    early = "Early start",
    morning = "Good morning",
    day = "Hello",
    afternoon = "Good afternoon",
    evening = "Good evening",
    night = "A quiet hour",
  },

  -- ---- the closing screen ------------------------------------------------------------------------------------
  -- {1} is filled in
  done = {
    title = "Well done",
    title_nothing = "Until next time",
    words = "Stay a moment and feel where your back lies. Roll to one side before you sit up.",
    words_stopped = "That was good for today. Roll to one side before you sit up.",
    words_nothing = "Whenever you like, it takes a few minutes.",
    repetitions = { one = "repetition", many = "repetitions" },
    minutes = { one = "minute", many = "minutes" },
    breaths = { one = "slow breath", many = "slow breaths" },
    eased_off = "You eased off when it was too much. That is how it is done.",
    home = "Done",
    again = "Once more",
    saving = "Saving…",
    saved = "Saved.",
    not_saved = "Not saved: {1}",
    earned = { one = "A new badge", many = "{1} new badges" },
    rest = "That was plenty for today. Rest is part of it.",
    felt = "{1} before, {2} after",
  },

  -- ---- days, in words ----------------------------------------------------------------------------------------
  -- {1} and {2} are filled in
  calendar = {
    weekday = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
    letter = { "M", "T", "W", "T", "F", "S", "S" },
    month = {
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    },
    month_short = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
    day_of_month = "{1} {2}", -- 24 November
    with_year = "{1} {2}", -- 24 November 2026
    full = "{1}, {2}", -- Tuesday, 24 November 2026
    span = "{1} to {2}",
  },

  -- ---- days, weeks and how the back felt ----------------------------------------------------------------------
  progress = {
    title = "Your practice",
    tab = { overview = "Overview", year = "Calendar", feeling = "How it felt", away = "Away" },
    none_yet = "Your first leaf is waiting. One repetition is enough for a day to count.",
    no_rule = "The rule that counts has not answered. Your days are all here.",
    days = { one = "day", many = "days" },
    minutes = { one = "minute", many = "minutes" },
    breaths = { one = "breath", many = "breaths" },
    sessions = { one = "session", many = "sessions" },
    freezes = { one = "One spare week is kept for you.", many = "{1} spare weeks are kept for you." },
    badges = "Badges",
    badges_count = "{1} of {2}",
    why = "Why this number?",
    why_detail = "Counted by: {1}",
    rest = "Rest suits you now",
    rest_words = "You have practised often enough today. The towel will wait.",
    leaf = { done = "practised", rest = "rest", frozen = "spare week", away = "away", open = "open" },
    year = {
      label = "Year",
      none = "No days yet",
      months = "bars: minutes of each month",
      less = "less",
      more = "more",
      away = "away",
      both = "{1}, {2}", -- 2 sessions, 9 minutes
      free = "A free day.",
      today = "Today. It is yours.",
      ahead = "Still ahead.",
      was_away = "Away. Nothing was asked.",
      felt_before = "Felt {1} before.",
      felt_after = "Felt {1} after.",
      felt_both = "Felt {1} before and {2} after.",
    },
    feeling = {
      label = "Shown",
      weeks = "The last three months", year = "The last year", all = "Everything",
      before = "before", after = "after",
      none = "Nothing to draw yet",
      none_words = "When you say how your back feels before and after a session, two lines grow here. It can always "
        .. "be skipped, and be turned off in the settings.",
      usual = "Usually {1} before, {2} after.",
      one_sided = "Usually {1}.",
    },
    away = {
      title = "Illness or holiday",
      words = "Days away ask for nothing and change no number. The count waits where it is, for up to 90 days.",
      days = "Days", weeks = "Weeks", weeks_help = "Seven days at a step.",
      last_day = "Until {1}.",
      count = { one = "{1} day", many = "{1} days" },
      week_count = { one = "{1} week", many = "{1} weeks" },
      begin = "Begin today",
      now = "You are away until {1}",
      back = "I am back",
      back_detail = "From today on days count again.",
    },
  },

  why = {
    title = "Why this number?",
    counted = "The days it counted",
    choose = "Count another way",
    keeps = "Choosing another rule changes what is counted, never what you did. You can go back at any time.",
    chosen = "in use",
    own = "yours",
    none = "There is nothing to explain yet: the rule has not answered.",
  },

  badges = {
    title = "Badges",
    earned = "Earned on {1}",
    none = "There are no badges here yet. Practise, and come back.",
    count = "{1} of {2} earned",
    kept = "Its rule is no longer here. The badge stays yours.",
    close = "All badges",
  },

  -- how a back feels, from 1 to 5; each stands below a drawn face
  feel = {
    before = "How does your back feel?",
    after = "And how does it feel now?",
    help = "One press answers. There is no wrong one.",
    face = { "stiff", "a little stiff", "so-so", "loose", "free" },
    skip = "Skip",
  },

  clock = {
    title = "Is today really {1}?",
    words = "Practice is noted for {1}, which lies ahead of this clock. Nothing is lost, whatever you answer.",
    right = "Yes, that is today",
    right_detail = "The later practice moves back to days that have been, in its order.",
    wrong = "No, the clock is wrong",
    wrong_detail = "Everything stays as noted. Set the clock of this computer when you can.",
  },

  -- ---- settings ----------------------------------------------------------------------------------------------
  settings = {
    title = "Settings",
    on = "On",
    off = "Off",
    section = {
      practice = "Practice", sound = "Sound", picture = "Picture", guides = "Guides", avatar = "Avatar",
      progress = "Progress",
    },
    unit = {
      percent = "{1} %", degrees = "{1}°", seconds = "{1} s", milliseconds = "{1} ms", hour = "{1}:00",
    },
    reps = { label = "Repetitions", help = "Start with what feels comfortable.", own = "As the routine says" },
    pace = {
      label = "Breathing pace", help = "Seconds in and out.", own = "As the routine says",
      ["3-4"] = "Light, 3 in, 4 out", ["4-5"] = "Easy, 4 in, 5 out", ["4-6"] = "Slow, 4 in, 6 out",
      ["5-5"] = "Even, 5 in, 5 out", ["3-7"] = "Long out, 3 in, 7 out", ["4-8"] = "Longer out, 4 in, 8 out",
      ["5-7"] = "Deep, 5 in, 7 out", ["6-9"] = "Very slow, 6 in, 9 out",
    },
    range_deg = { label = "Comfort range", help = "How far the arms go overhead. Less is fine." },
    get_ready_s = { label = "Time to get ready", help = "Before the first breath.", none = "None" },
    rest_s = { label = "Rest between stretches", help = "A press ends it at any time.", own = "As the routine says" },
    voice = {
      label = "Voice", help = "How much is said.", full = "Whole sentences", short = "Short", bell = "Bell only",
    },
    captions = { label = "Captions", help = "What is said, in writing." },
    rumble = { label = "Rumble", help = "The breath in your hands: a swell in, two pulses out.", off = "Off" },
    volume_voice = { label = "Voice volume", silent = "Silent" },
    volume_breath = { label = "Breath volume", silent = "Silent" },
    volume_music = { label = "Music volume", silent = "Silent" },
    volume_interface = { label = "Bells and menu sounds", silent = "Silent" },
    voicing = {
      label = "Sound of the breath", help = "Whichever is easiest to follow.",
      air = "Air", ocean = "Ocean", tone = "Soft tone",
    },
    sample = "[Breathe] in", -- spoken while the voice volume is being set
    mono = { label = "Mono", help = "The same in both ears." },
    picture_offset_ms = {
      label = "Picture delay", help = "Wireless headphones sound late. Kept for each sound device.",
    },
    theme = { label = "Colours", dusk = "Dusk", paper = "Paper", ["high-contrast"] = "High contrast" },
    text_percent = { label = "Text size" },
    reduced_motion = { label = "Less motion", help = "Nothing moves but the figure." },
    camera = {
      label = "View", help = "From where you see the figure.", auto = "As the routine says", side = "From the side",
      ["three-quarter"] = "Three-quarter", overhead = "From above", feet = "From the feet",
      face = "Over your face",
    },
    hour_light = { label = "Light of the hour", help = "The background follows the time of day." },
    mirrored = { label = "Mirror", help = "Left and right exchanged." },
    picture_turn = {
      label = "Turn the picture", help = "For watching while you lie on one side.",
      upright = "Upright", right = "A quarter to the right", left = "A quarter to the left",
    },
    guide_path = { label = "Arrow", help = "Shows the way your hands will go." },
    guide_ghost = { label = "Ghost", help = "Shows where the movement ends." },
    guide_turn = { label = "Palm turn sign", help = "Shows how to turn the palms, just before you do." },
    guide_contact = { label = "Contact marks", help = "Show where the arms rest on the floor." },
    guide_range = { label = "Range marker", help = "Shows your comfort range. No need to go further." },
    fullscreen = { label = "Full screen" },
    build = { label = "Build", slim = "Slim", medium = "Medium", broad = "Broad" },
    skin = {
      label = "Skin", theme = "As the colours", porcelain = "Porcelain", honey = "Honey", olive = "Olive",
      umber = "Umber", ebony = "Ebony",
    },
    clothes = { label = "Clothes", theme = "As the colours", moss = "Moss", sea = "Sea", rose = "Rose", ink = "Ink" },
    progress_shown = { label = "Progress", help = "Days, weeks and badges. Off hides them everywhere." },
    ask_feeling = { label = "Ask how your back feels", help = "Before and after a session. You can always skip it." },
    day_start_h = { label = "A day begins at", help = "Later practice counts for the day before.", midnight = "Midnight" },
    rule = { label = "What counts as a streak" },
    rule_off = { label = "Rules in {1} are off", help = "Press to turn them on again." },
    sync = {
      title = "Two devices, one history",
      how = "In a terminal, run “supine sync FOLDER” with a folder that both devices share, for instance through "
        .. "Syncthing. From then on this screen knows it.",
      folder = "Folder: {1}",
      now = "Bring devices together now",
      done = "{1} came in, {2} went out.",
    },
    sync_auto = { label = "Keep devices together", help = "At start and end, through the folder used last." },
  },

  -- ---- measuring the delay between sound and picture ------------------------------------------------------------
  -- {1} is filled in
  calibrate = {
    open = "Measure the picture delay",
    title = "Picture delay",
    device = "Sound device: {1}",
    intro = "Tap along, first to what you hear, then to what you see. It takes a minute, and the picture then waits for "
      .. "the sound of this device.",
    start = "Start",
    by_hand = "Set it by hand",
    no_sound = "There is no sound device to measure.",
    sound = { title = "Tap to the sound", help = "Close your eyes. Three beats, then a rest." },
    flash = { title = "Tap to the light", help = "Three beats, then a rest. It is silent now." },
    tap = "Tap",
    count = "{1} of {2}",
    uneven = "The taps varied by {1} ms; below {2} works. Once more, at ease.",
    fine = { title = "Light and click together?", help = "Left and right move the light by a millisecond." },
    result = "Measured: {1} ms. Before: {2} ms.",
    offset = "Picture delay",
    again = "Measure again",
  },

  -- ---- buttons and what they are called ------------------------------------------------------------------------
  keys = { accept = "Enter", back = "Esc", menu = "F10" }, -- as printed on a keyboard

  legend = {
    select = "Select", back = "Back", quit = "Quit", change = "Change", next = "Next step", done = "Done",
    resume = "Resume", home = "Home", pause = "Pause", tap = "Tap",
  },

  unit = {
    minutes = { one = "{1} minute", many = "{1} minutes" },
    hours = { one = "{1} hour", many = "{1} hours" },
    days = { one = "{1} day", many = "{1} days" },
    sessions = { one = "{1} session", many = "{1} sessions" },
    breaths = { one = "{1} breath", many = "{1} breaths" },
    thousands = ",", -- between groups of three digits
  },

  pause = {
    title = "Paused",
    hint = "Rest as long as you like.",
    resume = "Resume",
    resume_detail = "Slowly back to the start of this repetition",
    ease_off = "Ease off",
    ease_off_detail = "Rest first, then go on with a smaller range: {1}°",
    ease_off_smaller = "Rest first, then go on with a smaller movement",
    restart = "Repeat this one",
    settings = "Settings",
    settings_detail = "Pace, number and voice: from the next session",
    stop = "Stop here",
    stop_detail = "What you have done counts",
    -- why it paused by itself
    pad_lost = "The controller was unplugged.",
    slept = "The machine was asleep. Ready to go on?",
  },

  -- ---- routines: title and one sentence ------------------------------------------------------------------------
  routines = {
    author = "The Supine project",
    credit = "Technique: physiotherapist Michelle Kenway. No endorsement is claimed.",
    overhead_reach = {
      title = "Overhead reach",
      summary = "Reach up breathing in, overhead breathing out.",
    },
    elbow_lowering = {
      title = "Elbow lowering",
      summary = "The elbows sink to the floor breathing out.",
    },
    towel_roll = {
      title = "Towel roll",
      summary = "Both stretches, with a rest between.",
    },
  },

  -- ---- the printed sheet -----------------------------------------------------------------------------------------
  sheet = {
    start = "Start",
    start_hint = "on the roll, knees bent, head on the pillow",
    breath = { ["in"] = "in", out = "out, slowly", free = "easy breath", hold = "hold" },
    safety = "Pain-free, and only as far as your shoulders like to go. Stop at once if you feel pain, pins and needles "
      .. "or dizziness. Not with severe osteoporosis of the spine. Ask a doctor or physiotherapist first after a "
      .. "fracture, recent surgery or a dislocated shoulder, when pregnant, or with unexplained chest pain.",
    credit = "Technique: physiotherapist Michelle Kenway. She has not endorsed this program.",
  },

  -- ---- when something does not work ------------------------------------------------------------------------------
  error = {
    sound_lost = "The sound device is gone. Everything goes on without it.",
  },
}
