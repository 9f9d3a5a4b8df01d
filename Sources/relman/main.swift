print("relman")
