pub fn play() {}
