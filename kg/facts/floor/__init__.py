"""What is moved, put, voted and reserved in the room."""
